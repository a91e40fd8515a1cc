package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** The body of a request, which remembers whether its client stopped sending for too long. */
final class SlowBody extends FilterInputStream {
    private volatile boolean late;

    SlowBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return super.read(bytes, from, length);
        } catch (IOException e) {
            late = caused(e);
            throw e;
        }
    }

    /** Whether the client stopped sending. */
    boolean isLate() {
        return late;
    }

    /** Whether it was a client that stopped sending that made this fail. */
    static boolean caused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    static ApiException refusal() {
        return new ApiException(ErrorCode.REQUEST_TIMEOUT, "The rest of the request's body did not come in time");
    }
}
