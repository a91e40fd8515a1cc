package dev.millrace.manager.rest;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Drops what nobody read of the body of a request, after the answer has gone out. Jetty drops what is there already, and otherwise
 * breaks the connection; a client that sends its body after the head, as most do, would see that instead of the answer. Nor does it
 * help to end the answer with the connection: a client that is still sending may take its end for that of the answer.
 */
public final class UnreadBodies extends Handler.Wrapper {
    /** The longest rest of a body that is dropped: who sends more is cut off, and told so with the answer where its length is known. */
    private static final long DROPPED_BYTES_MAX = 1L << 30;

    /** How long a rest is dropped; a client that sends nothing is cut off earlier, as any that is idle. */
    private static final Duration DROPPING_MAX = Duration.ofSeconds(30);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Incoming incoming = new Incoming(request);
        Callback completion = new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                incoming.drop(super::succeeded);
            }
        };
        return super.handle(incoming, new Outgoing(incoming, response), completion);
    }

    /** A request that knows how much of it was read. Whoever handles it reads first, then this. */
    private static final class Incoming extends Request.Wrapper {
        private long read;
        private boolean asked;
        private boolean ended;
        private boolean failed;
        private volatile boolean waiting;

        Incoming(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                read += chunk.remaining();
                failed |= Content.Chunk.isFailure(chunk);
                ended |= failed || chunk.isLast();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable callback) {
            asked = true;
            waiting = true;
            super.demand(() -> {
                waiting = false;
                callback.run();
            });
        }

        /** Jetty asks for this before an answer begins, and gives the connection up unless all is there. */
        @Override
        public boolean consumeAvailable() {
            return ended;
        }

        /** Whether it is known that the connection will not last. */
        boolean isCutOff() {
            return failed || waiting || getLength() - read > DROPPED_BYTES_MAX;
        }

        /** Goes on once nothing is left, or too much. */
        void drop(Runnable then) {
            // A client that waits to be told to go on has not begun, and to read would tell it.
            boolean held = !asked && read == 0 && getHeaders().contains(HttpHeader.EXPECT);
            if (ended || waiting || held) {
                then.run();
            } else {
                drop(then, read + DROPPED_BYTES_MAX, System.nanoTime() + DROPPING_MAX.toNanos());
            }
        }

        private void drop(Runnable then, long readMax, long deadline) {
            while (!ended && read <= readMax && System.nanoTime() - deadline < 0) {
                Content.Chunk chunk = read();
                if (chunk == null) {
                    demand(() -> drop(then, readMax, deadline));
                    return;
                }
                chunk.release();
            }
            then.run();
        }
    }

    /** An answer that says with which request the connection ends. */
    private static final class Outgoing extends Response.Wrapper {
        private final Incoming incoming;

        Outgoing(Incoming incoming, Response response) {
            super(incoming, response);
            this.incoming = incoming;
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            if (!isCommitted() && incoming.isCutOff()) {
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            super.write(last, bytes, callback);
        }
    }
}
