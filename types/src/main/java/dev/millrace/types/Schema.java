package dev.millrace.types;

import java.util.ArrayList;
import java.util.List;

/** The fields of a relation, in order. Names may repeat in derived relations. */
public record Schema(List<Field> fields) {
    public Schema {
        fields = List.copyOf(fields);
    }

    /** The schema of these fields. */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /** The number of fields. */
    public int size() {
        return fields.size();
    }

    /** The type of field {@code index}, counted from 0. */
    public SqlType type(int index) {
        return fields.get(index).type();
    }

    /** The name of field {@code index}, counted from 0. */
    public String name(int index) {
        return fields.get(index).name();
    }

    /** The index of the field of exactly this name, or −1. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The types in order. */
    public List<SqlType> types() {
        return fields.stream().map(Field::type).toList();
    }

    /** These fields followed by those of {@code other}. */
    public Schema concat(Schema other) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(other.fields);
        return new Schema(all);
    }

    /** The chosen fields, in the order of {@code indexes}. */
    public Schema select(List<Integer> indexes) {
        return new Schema(indexes.stream().map(fields::get).toList());
    }
}
