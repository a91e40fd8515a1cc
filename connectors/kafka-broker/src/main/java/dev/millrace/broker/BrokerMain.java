package dev.millrace.broker;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker in a process of its own: {@code BrokerMain FOLDER} writes its address as a line to standard output, and stops when standard
 * input ends, so that it never outlives the process that started it.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /** Runs until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (Broker broker = Broker.start(Path.of(args[0]))) {
            System.out.println(broker.bootstrap());
            System.out.flush();
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }
}
