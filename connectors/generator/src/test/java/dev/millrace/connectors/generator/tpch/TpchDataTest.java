package dev.millrace.connectors.generator.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TpchDataTest {
    private final TpchData data = new TpchData(1, 300);

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameRows(TpchTable table) {
        assertThat(rows(new TpchData(1, 300), table)).isEqualTo(rows(data, table));
    }

    @Test
    void anotherSeedGivesOtherRows() {
        assertThat(rows(new TpchData(2, 300), TpchTable.ORDERS)).isNotEqualTo(rows(data, TpchTable.ORDERS));
    }

    @ParameterizedTest
    @EnumSource
    void everyRowHasAValueForEveryColumn(TpchTable table) {
        assertThat(rows(data, table))
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(row).hasSameSizeAs(table.columns()).doesNotContainNull());
    }

    @ParameterizedTest
    @EnumSource
    void keysAreUnique(TpchTable table) {
        assertThat(keys(table)).doesNotHaveDuplicates();
    }

    @Test
    void linesComeFromASupplierOfTheirPart() {
        List<List<Object>> sources = rows(data, TpchTable.LINEITEM).stream()
                .map(line -> line.subList(1, 3))
                .toList();
        assertThat(keys(TpchTable.PARTSUPP)).containsAll(sources);
    }

    @Test
    void theTotalOfAnOrderIsTheSumOfItsLines() {
        Map<Object, BigDecimal> charges = rows(data, TpchTable.LINEITEM).stream()
                .collect(Collectors.toMap(line -> line.get(0), TpchDataTest::charge, BigDecimal::add));
        assertThat(rows(data, TpchTable.ORDERS))
                .allSatisfy(order -> assertThat(order.get(3))
                        .isEqualTo(charges.getOrDefault(order.get(0), BigDecimal.ZERO)
                                .setScale(2, RoundingMode.HALF_UP)));
    }

    @Test
    void thereMustBeAnOrder() {
        assertThatThrownBy(() -> new TpchData(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BigDecimal charge(List<Object> line) {
        BigDecimal discount = BigDecimal.ONE.subtract((BigDecimal) line.get(6));
        BigDecimal tax = BigDecimal.ONE.add((BigDecimal) line.get(7));
        return ((BigDecimal) line.get(5)).multiply(discount).multiply(tax);
    }

    private List<List<Object>> keys(TpchTable table) {
        List<List<Object>> keys = new ArrayList<>();
        for (List<Object> row : rows(data, table)) {
            keys.add(
                    switch (table) {
                        case PARTSUPP -> row.subList(0, 2);
                        case LINEITEM -> List.of(row.get(0), row.get(3));
                        case REGION, NATION, PART, SUPPLIER, CUSTOMER, ORDERS -> row.subList(0, 1);
                    });
        }
        return keys;
    }

    private static List<List<Object>> rows(TpchData data, TpchTable table) {
        return data.rows(table).map(Arrays::asList).toList();
    }
}
