package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.types.SqlType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScalarFunctionsTest {
    private static final SqlType INTEGER = FunctionTable.type("INTEGER");
    private static final SqlType DOUBLE = FunctionTable.type("DOUBLE");

    @Test
    void everyFunctionIsDocumentedInOneLine() {
        assertThat(ScalarFunctions.catalogue())
                .hasSizeGreaterThan(200)
                .allSatisfy(doc -> assertThat(doc.text()).endsWith(".").doesNotContain("\n"))
                .allSatisfy(doc -> assertThat(doc.group()).isNotEmpty());
    }

    @Test
    void unknownFunctionsAreRefused() {
        assertThat(ScalarFunctions.isKnown("substring")).isTrue();
        assertThat(ScalarFunctions.isKnown("NONSENSE")).isFalse();
        assertThatThrownBy(() -> ScalarFunctions.resolve("NONSENSE", List.of(), INTEGER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failureDependsOnTheTypes() {
        assertThat(ScalarFunctions.canFail("+", List.of(INTEGER, INTEGER), INTEGER))
                .isTrue();
        assertThat(ScalarFunctions.canFail("+", List.of(DOUBLE, DOUBLE), DOUBLE))
                .isFalse();
        assertThat(ScalarFunctions.canFail("UPPER", List.of(), INTEGER)).isFalse();
        assertThat(ScalarFunctions.castCanFail(INTEGER, FunctionTable.type("TINYINT")))
                .isTrue();
        assertThat(ScalarFunctions.castCanFail(INTEGER, FunctionTable.type("VARCHAR")))
                .isFalse();
        assertThat(ScalarFunctions.castCanFail(INTEGER, FunctionTable.type("BIGINT")))
                .isFalse();
    }
}
