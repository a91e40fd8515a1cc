package dev.millrace.dataplane.query;

import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.types.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How an answer is written. */
enum AnswerFormat {
    TEXT(Exchange.TEXT) {
        @Override
        void write(Answer answer, OutputStream out) throws IOException {
            TextTable.write(answer, out);
        }
    },
    JSON(Exchange.JSON) {
        @Override
        void write(Answer answer, OutputStream out) throws IOException {
            JsonLines.write(answer, out);
        }
    },
    ARROW_IPC(Exchange.BYTES) {
        @Override
        void write(Answer answer, OutputStream out) throws IOException {
            ColumnAnswer.writeArrow(answer, out);
        }
    },
    PARQUET(Exchange.BYTES) {
        @Override
        void write(Answer answer, OutputStream out) throws IOException {
            ColumnAnswer.writeParquet(answer, out);
        }
    },
    HASH(Exchange.TEXT) {
        @Override
        void write(Answer answer, OutputStream out) throws IOException {
            out.write(hash(answer).getBytes(StandardCharsets.US_ASCII));
        }
    };

    private static final String KNOWN = "text, json, parquet, arrow_ipc, hash";

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    static AnswerFormat of(String name) {
        return switch (name) {
            case "text" -> TEXT;
            case "json" -> JSON;
            case "hash" -> HASH;
            case "arrow_ipc" -> ARROW_IPC;
            case "parquet" -> PARQUET;
            default ->
                throw new RequestException(
                        Problem.INVALID_PARAM, "there is no format '" + name + "'; there are " + KNOWN);
        };
    }

    String contentType() {
        return contentType;
    }

    abstract void write(Answer answer, OutputStream out) throws IOException;

    /** The same for the same columns and rows, whatever the order of the rows. */
    private static String hash(Answer answer) {
        ViewHash rows = new ViewHash(answer.schema());
        Batch all = answer.rows()
                .withColumns(answer.rows().columns().subList(0, answer.schema().size()));
        rows.add(Delta.of(all));
        String text = answer.schema() + "\n" + answer.count() + "\n" + rows.hex();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
