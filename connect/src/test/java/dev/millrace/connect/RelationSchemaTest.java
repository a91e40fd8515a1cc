package dev.millrace.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelationSchemaTest {
    private static final SqlType INTEGER = new SqlType.IntegerType(32, true, false);
    private static final RelationSchema TABLE = RelationSchema.of(
            "t",
            Schema.of(
                    new Field("id", INTEGER), new Field("ID", INTEGER), new Field("Name", INTEGER.withNullable(true))));

    @Test
    void anExactNameComesBeforeOneOfAnotherCase() {
        assertThat(TABLE.indexOf("id")).isZero();
        assertThat(TABLE.indexOf("ID")).isEqualTo(1);
        assertThat(TABLE.indexOf("Id")).isZero();
        assertThat(TABLE.indexOf("NAME")).isEqualTo(2);
        assertThat(TABLE.indexOf("other")).isEqualTo(-1);
    }

    @Test
    void onlyUsedColumnsAreInBatches() {
        assertThat(TABLE.using(new boolean[] {false, true, true}).batchSchema().fields())
                .extracting(Field::name)
                .containsExactly("ID", "Name");
    }

    @Test
    void theKeyMustBeUsed() {
        RelationSchema keyed = TABLE.withPrimaryKey(List.of(0));
        assertThatThrownBy(() -> keyed.using(new boolean[3])).hasMessage("the key column id is not used");
    }

    @Test
    void nullStandsInForMissingValuesIfItIsAllowed() {
        assertThat(TABLE.columns())
                .extracting(InputColumn::absent)
                .containsExactly(
                        new InputColumn.Absent.Refused(),
                        new InputColumn.Absent.Refused(),
                        new InputColumn.Absent.Value(null));
    }
}
