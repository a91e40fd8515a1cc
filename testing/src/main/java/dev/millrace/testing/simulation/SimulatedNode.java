package dev.millrace.testing.simulation;

import java.util.SplittableRandom;

/** A file or folder of a {@link SimulatedDisk}, with a name or without. */
sealed interface SimulatedNode permits SimulatedFolder, SimulatedContent {
    /** Decides what of it survives a crash, which is all it is from now on. */
    void crash(SplittableRandom random);
}
