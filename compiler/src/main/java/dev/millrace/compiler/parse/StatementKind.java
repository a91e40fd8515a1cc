package dev.millrace.compiler.parse;

import dev.millrace.compiler.parse.syntax.BeginTransaction;
import dev.millrace.compiler.parse.syntax.CommitTransaction;
import dev.millrace.compiler.parse.syntax.CreateAggregate;
import dev.millrace.compiler.parse.syntax.CreateFunction;
import dev.millrace.compiler.parse.syntax.CreateIndex;
import dev.millrace.compiler.parse.syntax.CreateTable;
import dev.millrace.compiler.parse.syntax.CreateType;
import dev.millrace.compiler.parse.syntax.CreateView;
import dev.millrace.compiler.parse.syntax.DeclareLateness;
import dev.millrace.compiler.parse.syntax.DeclareRecursiveView;
import dev.millrace.compiler.parse.syntax.DropObject;
import dev.millrace.compiler.parse.syntax.RemoveRows;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.SqlUpdate;

/** The statements there are. */
public enum StatementKind {
    CREATE_TABLE,
    CREATE_VIEW,
    CREATE_TYPE,
    CREATE_FUNCTION,
    CREATE_AGGREGATE,
    CREATE_INDEX,
    DECLARE_RECURSIVE_VIEW,
    LATENESS,
    DROP_TABLE,
    DROP_VIEW,
    DROP_TYPE,
    DROP_FUNCTION,
    DROP_AGGREGATE,
    DROP_INDEX,
    INSERT,
    REMOVE,
    DELETE,
    UPDATE,
    BEGIN,
    COMMIT,
    SELECT,
    SET;

    /** The name that users see: {@code create table}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The kind of a tree, or nothing if it is of a statement that only Calcite has. */
    static Optional<StatementKind> of(SqlNode node) {
        return Optional.ofNullable(
                switch (node) {
                    case CreateTable _ -> CREATE_TABLE;
                    case CreateView _ -> CREATE_VIEW;
                    case CreateType _ -> CREATE_TYPE;
                    case CreateFunction _ -> CREATE_FUNCTION;
                    case CreateAggregate _ -> CREATE_AGGREGATE;
                    case CreateIndex _ -> CREATE_INDEX;
                    case DeclareRecursiveView _ -> DECLARE_RECURSIVE_VIEW;
                    case DeclareLateness _ -> LATENESS;
                    case DropObject drop -> ofDrop(drop.kind());
                    case RemoveRows _ -> REMOVE;
                    case BeginTransaction _ -> BEGIN;
                    case CommitTransaction _ -> COMMIT;
                    case SqlInsert insert -> insert.isUpsert() ? null : INSERT;
                    case SqlDelete _ -> DELETE;
                    case SqlUpdate _ -> UPDATE;
                    case SqlSetOption option -> option.getScope() == null ? SET : null;
                    default -> node.isA(SqlKind.QUERY) ? SELECT : null;
                });
    }

    private static StatementKind ofDrop(DropObject.Kind kind) {
        return switch (kind) {
            case TABLE -> DROP_TABLE;
            case VIEW -> DROP_VIEW;
            case TYPE -> DROP_TYPE;
            case FUNCTION -> DROP_FUNCTION;
            case AGGREGATE -> DROP_AGGREGATE;
            case INDEX -> DROP_INDEX;
        };
    }
}
