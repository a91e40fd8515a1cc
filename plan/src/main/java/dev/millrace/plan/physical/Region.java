package dev.millrace.plan.physical;

import java.util.List;

/**
 * Nodes that a shard runs in one go, none of which waits for another shard once the region has begun.
 *
 * @param id its index in {@link PhysicalCircuit#regions}
 * @param level the greatest number of exchanges on a path to it. Regions of one level do not read each other
 * @param nodes ids, ascending, so that each follows its inputs
 */
public record Region(int id, int level, List<Integer> nodes) {
    public Region {
        nodes = List.copyOf(nodes);
    }
}
