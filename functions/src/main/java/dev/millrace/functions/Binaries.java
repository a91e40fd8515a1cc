package dev.millrace.functions;

import static dev.millrace.functions.Arguments.bytes;

import dev.millrace.types.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Functions of binary values. Positions and lengths count bytes, from 1. Text arguments count as their UTF-8 bytes. */
final class Binaries {
    private Binaries() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Binary");
        catalogue.strict("OCTET_LENGTH", "OCTET_LENGTH(b): the number of bytes.", s -> a -> (long) octets(a).length);
        catalogue.strict(
                "TO_HEX",
                "TO_HEX(b): in lower-case hexadecimal.",
                s -> a -> HexFormat.of().formatHex(octets(a)));
        catalogue.strict(
                "TO_INT", "TO_INT(b): the first 4 bytes as an INTEGER, big-endian.", s -> a -> toInteger(octets(a)));
        catalogue.strict("MD5", "MD5(x): the MD5 hash in lower-case hexadecimal.", s -> a -> md5(octets(a)));
        catalogue.strict(
                "XXHASH",
                "XXHASH(x[, seed]): the 64-bit xxHash.",
                s -> a -> XxHash.of(octets(a), a.length > 1 ? Arguments.integer(a, 1) : 0));
        catalogue.failing("GUNZIP", "GUNZIP(b): the text whose gzip form b is.", s -> a -> gunzip(octets(a)));
        catalogue.strict(
                "BIN2UTF8",
                "BIN2UTF8(b): the text whose UTF-8 form b is, NULL if it is none.",
                s -> a -> decode(octets(a)));
    }

    private static byte[] octets(@Nullable Object[] arguments) {
        return arguments[0] instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : bytes(arguments, 0);
    }

    private static Long toInteger(byte[] bytes) {
        int value = 0;
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return (long) value;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static String gunzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw EvaluationException.invalid("not gzip: " + e.getMessage());
        }
    }

    private static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : null;
    }

    static Bytes concatenate(@Nullable Object[] arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < arguments.length; i++) {
            out.writeBytes(bytes(arguments, i));
        }
        return new Bytes(out.toByteArray());
    }

    static Bytes substring(byte[] bytes, long start, long length) {
        int from = (int) Math.clamp(start - 1, 0L, bytes.length);
        int to = Math.clamp(start - 1 + Math.max(0, length), from, bytes.length);
        return new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    static Bytes right(byte[] bytes, long count) {
        return new Bytes(
                Arrays.copyOfRange(bytes, (int) (bytes.length - Math.clamp(count, 0L, bytes.length)), bytes.length));
    }

    static Long position(byte[] part, byte[] bytes) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i + 1L;
            }
        }
        return 0L;
    }

    static Bytes overlay(byte[] bytes, byte[] part, long start, long length) {
        long replaced = length < 0 ? part.length : length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(substring(bytes, 1, Math.max(0, start - 1)).value());
        out.writeBytes(part);
        out.writeBytes(substring(bytes, start + replaced, bytes.length).value());
        return new Bytes(out.toByteArray());
    }
}
