package dev.millrace.manager.rest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 in which a chunk ends when it is written. Jetty ends a chunk (a line break after its bytes) together with the beginning of
 * the next one; a client that reads a chunk to its end, as Python's do, would get every change and every line of a log only with the
 * one after it.
 */
final class PromptHttp extends HttpConnectionFactory {
    PromptHttp(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new HttpConnection(getHttpConfiguration(), connector, endPoint) {
            @Override
            protected HttpGenerator newHttpGenerator() {
                return new Generator();
            }
        };
        return configure(connection, connector, endPoint);
    }

    /**
     * What is written becomes two chunks: all but the last byte, and that byte with the ends of both around it, in the small buffer
     * that Jetty has for the beginning of a chunk. Of content that is to be written later the generator hides what it is not the turn
     * of by moving its limit, until it is asked again.
     */
    private static final class Generator extends HttpGenerator {
        private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

        private @Nullable ByteBuffer cut;
        private int limit;
        private boolean open;

        @Override
        public Result generateResponse(
                MetaData.@Nullable Response info,
                boolean head,
                @Nullable ByteBuffer header,
                @Nullable ByteBuffer chunk,
                @Nullable ByteBuffer content,
                boolean last)
                throws IOException {
            restore(content);
            if (content != null && content.hasRemaining() && !head) {
                if (isState(State.START) && !last) {
                    hide(content, content.remaining());
                } else if (isState(State.COMMITTED) && isChunking()) {
                    return chunk == null ? Result.NEED_CHUNK : frame(chunk, content);
                }
            }
            return super.generateResponse(info, head, header, chunk, content, last);
        }

        private Result frame(ByteBuffer chunk, ByteBuffer content) {
            chunk.clear();
            if (open) {
                chunk.put(LINE_END);
            }
            int size = content.remaining();
            open = size > 1;
            put(chunk, open ? size - 1 : 1);
            if (open) {
                hide(content, 1);
            } else {
                chunk.put(content.get()).put(LINE_END);
            }
            chunk.flip();
            return Result.FLUSH;
        }

        private static void put(ByteBuffer chunk, int size) {
            chunk.put(Integer.toHexString(size).getBytes(StandardCharsets.US_ASCII))
                    .put(LINE_END);
        }

        private void hide(ByteBuffer content, int bytes) {
            cut = content;
            limit = content.limit();
            content.limit(limit - bytes);
        }

        /** After a failure the content is another one, and the buffer of the one before may belong to another connection by now. */
        private void restore(@Nullable ByteBuffer content) {
            if (cut != null && cut == content) {
                cut.limit(limit);
            }
            cut = null;
        }
    }
}
