package dev.millrace;

import dev.millrace.embedded.RelationChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a step changed.
 *
 * @param step its number, from 1
 * @param views the change of every view that is not LOCAL, also where it is empty, in the order of the program
 */
public record Changes(long step, SequencedMap<String, RelationChange> views) {
    public Changes {
        views = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(views));
    }

    /** The change of a view. Throws {@link IllegalArgumentException} if there is no such view. */
    public RelationChange of(String view) {
        RelationChange change = views.get(view);
        if (change == null) {
            throw new IllegalArgumentException("there is no view '" + view + "' that is not LOCAL");
        }
        return change;
    }

    /** Whether no view changed. */
    public boolean isEmpty() {
        return views.values().stream().allMatch(RelationChange::isEmpty);
    }

    /** The changes of the views that changed, for people. */
    @Override
    public String toString() {
        return views.values().stream()
                .filter(change -> !change.isEmpty())
                .map(RelationChange::toString)
                .collect(Collectors.joining("\n", "step " + step + "\n", ""));
    }
}
