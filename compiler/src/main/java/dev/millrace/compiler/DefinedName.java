package dev.millrace.compiler;

import dev.millrace.compiler.parse.syntax.CreateFunction;
import dev.millrace.compiler.parse.syntax.CreateTable;
import dev.millrace.compiler.parse.syntax.CreateType;
import dev.millrace.compiler.parse.syntax.CreateView;
import dev.millrace.compiler.parse.syntax.DeclareRecursiveView;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/** The name that a statement defines. */
final class DefinedName {
    private DefinedName() {}

    static Optional<String> of(SqlNode statement) {
        return switch (statement) {
            case CreateTable node -> Optional.of(node.name().getSimple());
            case CreateView node -> Optional.of(node.name().getSimple());
            case CreateType node -> Optional.of(node.name().getSimple());
            case CreateFunction node -> Optional.of(node.name().getSimple());
            case DeclareRecursiveView node -> Optional.of(node.name().getSimple());
            default -> Optional.empty();
        };
    }
}
