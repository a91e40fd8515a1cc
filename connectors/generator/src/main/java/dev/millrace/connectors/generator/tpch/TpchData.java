package dev.millrace.connectors.generator.tpch;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Small TPC-H data: the same seed and size give the same rows, on every machine and in any order of asking.
 *
 * <p>Values come from the domains of the TPC-H specification and satisfy its keys and derived columns (prices,
 * totals, flags, dates). They are distributed differently: what the 22 queries select with their validation
 * parameters is frequent, and there are more parts and suppliers per order. So every query has rows, and no aggregate
 * is NULL, with any of the seeds 0 to 99 at 1500 orders, with all but one of them at 500, and with most at 200.
 *
 * <p>A row is an array in the order of {@link TpchTable#columns()}. Integers are {@link Long}, decimals are
 * {@link BigDecimal} of scale 2, dates are {@link LocalDate}, text is {@link String} without padding. No value is null.
 */
public final class TpchData {
    /** The part sizes that q16 names. */
    private static final List<Integer> NAMED_SIZES = List.of(49, 14, 23, 45, 19, 3, 36, 9);

    /** The part size that q2 names: all parts of this size are of brass, as it asks. */
    private static final int BRASS_SIZE = 15;

    private final TpchScale scale;
    private final TpchOrders orders;

    /**
     * Data of a given size.
     *
     * @param seed chooses among data sets of the same size
     * @param orders the number of orders, at least 1; the other tables follow from it: four times as many lines on
     *     average, a tenth as many customers, a fifth as many parts, a fiftieth as many suppliers, with minima of 60,
     *     60 and 25
     */
    public TpchData(long seed, int orders) {
        if (orders < 1) {
            throw new IllegalArgumentException("orders must be at least 1, was " + orders);
        }
        this.scale = TpchScale.of(seed, orders);
        this.orders = new TpchOrders(scale);
    }

    /** The rows of a table, in the order of its key. The stream makes them as it goes. */
    public Stream<Object[]> rows(TpchTable table) {
        return switch (table) {
            case REGION -> IntStream.range(0, TpchWords.REGIONS.size()).mapToObj(this::region);
            case NATION -> IntStream.range(0, TpchWords.NATIONS.size()).mapToObj(this::nation);
            case PART -> LongStream.rangeClosed(1, scale.parts()).mapToObj(this::part);
            case SUPPLIER -> LongStream.rangeClosed(1, scale.suppliers()).mapToObj(this::supplier);
            case PARTSUPP -> LongStream.rangeClosed(1, scale.parts()).boxed().flatMap(this::partSuppliers);
            case CUSTOMER -> LongStream.rangeClosed(1, scale.customers()).mapToObj(this::customer);
            case ORDERS -> IntStream.range(0, scale.orders()).mapToObj(orders::order);
            case LINEITEM -> IntStream.range(0, scale.orders()).boxed().flatMap(orders::lines);
        };
    }

    private Object[] region(int key) {
        TpchDraw draw = scale.draw(TpchTable.REGION, key);
        return new Object[] {(long) key, TpchWords.REGIONS.get(key), draw.text(152)};
    }

    private Object[] nation(int key) {
        TpchWords.Nation nation = TpchWords.NATIONS.get(key);
        TpchDraw draw = scale.draw(TpchTable.NATION, key);
        return new Object[] {(long) key, nation.name(), (long) nation.regionKey(), draw.text(152)};
    }

    private Object[] part(long key) {
        TpchDraw draw = scale.draw(TpchTable.PART, key);
        PartKind kind = partKind(draw);
        return new Object[] {
            key,
            partName(draw),
            "Manufacturer#" + kind.brand().charAt("Brand#".length()),
            kind.brand(),
            partType(draw, kind.size()),
            (long) kind.size(),
            kind.container(),
            TpchScale.retailPrice(key),
            draw.text(23)
        };
    }

    /** Columns of a part that q2, q17 and q19 select together. */
    private record PartKind(String brand, String container, int size) {}

    private static PartKind partKind(TpchDraw draw) {
        return switch (draw.between(0, 8)) {
            case 0 -> new PartKind("Brand#12", "SM " + draw.of("CASE", "BOX", "PACK", "PKG"), draw.between(1, 5));
            case 1 -> new PartKind("Brand#23", "MED " + draw.of("BAG", "PKG", "PACK"), draw.between(1, 10));
            case 2 -> new PartKind("Brand#23", "MED BOX", draw.between(1, 10));
            case 3 -> new PartKind("Brand#34", "LG " + draw.of("CASE", "BOX", "PACK", "PKG"), draw.between(1, 15));
            case 4 -> new PartKind(anyBrand(draw), anyContainer(draw), BRASS_SIZE);
            default -> new PartKind(anyBrand(draw), anyContainer(draw), anySize(draw));
        };
    }

    private static String anyBrand(TpchDraw draw) {
        return "Brand#" + draw.between(1, 5) + draw.between(1, 5);
    }

    private static String anyContainer(TpchDraw draw) {
        return draw.of(TpchWords.CONTAINER_SIZES) + " " + draw.of(TpchWords.CONTAINER_KINDS);
    }

    private static int anySize(TpchDraw draw) {
        return draw.oneIn(2) ? draw.of(NAMED_SIZES) : draw.between(1, 50);
    }

    private static String partName(TpchDraw draw) {
        List<String> words = new ArrayList<>();
        words.add(draw.oneIn(4) ? "forest" : draw.of(TpchWords.COLOURS));
        words.add(draw.oneIn(4) ? "green" : draw.of(TpchWords.COLOURS));
        while (words.size() < 5) {
            words.add(draw.of(TpchWords.COLOURS));
        }
        return String.join(" ", words);
    }

    private static String partType(TpchDraw draw, int size) {
        if (size != BRASS_SIZE && draw.oneIn(4)) {
            return "ECONOMY ANODIZED STEEL";
        }
        String metal = size == BRASS_SIZE ? "BRASS" : draw.of(TpchWords.TYPE_METALS);
        String finish = draw.oneIn(4) ? "PROMO" : draw.of(TpchWords.TYPE_FINISHES);
        return finish + " " + draw.of(TpchWords.TYPE_COATINGS) + " " + metal;
    }

    private Object[] supplier(long key) {
        TpchDraw draw = scale.draw(TpchTable.SUPPLIER, key);
        int nation = TpchScale.supplierNation(key);
        return new Object[] {
            key,
            String.format(Locale.ROOT, "Supplier#%09d", key),
            draw.address(),
            (long) nation,
            draw.phone(nation),
            draw.money(-99_999, 999_999),
            supplierComment(draw)
        };
    }

    private static String supplierComment(TpchDraw draw) {
        return switch (draw.between(0, 9)) {
            case 0, 1 -> draw.around("Customer", "Complaints", 101);
            case 2 -> draw.around("Customer", "Recommends", 101);
            default -> draw.text(101);
        };
    }

    private Stream<Object[]> partSuppliers(long partKey) {
        return IntStream.range(0, TpchScale.SUPPLIERS_PER_PART)
                .boxed()
                .sorted((left, right) ->
                        Long.compare(scale.supplierOf(partKey, left), scale.supplierOf(partKey, right)))
                .map(place -> partSupplier(partKey, place));
    }

    private Object[] partSupplier(long partKey, int place) {
        TpchDraw draw = scale.draw(TpchTable.PARTSUPP, partKey * TpchScale.SUPPLIERS_PER_PART + place);
        return new Object[] {
            partKey,
            scale.supplierOf(partKey, place),
            (long) draw.between(1, 9_999),
            draw.money(100, 100_000),
            draw.text(199)
        };
    }

    private Object[] customer(long key) {
        TpchDraw draw = scale.draw(TpchTable.CUSTOMER, key);
        int nation = TpchScale.customerNation(draw);
        return new Object[] {
            key,
            String.format(Locale.ROOT, "Customer#%09d", key),
            draw.address(),
            (long) nation,
            draw.phone(nation),
            draw.money(-99_999, 999_999),
            draw.oneIn(3) ? "BUILDING" : draw.of(TpchWords.SEGMENTS),
            draw.text(117)
        };
    }
}
