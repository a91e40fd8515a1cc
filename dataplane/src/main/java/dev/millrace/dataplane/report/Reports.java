package dev.millrace.dataplane.report;

import dev.millrace.api.Json;
import dev.millrace.dataplane.flow.Egress;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.service.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Answers questions about how the pipeline is doing. */
public final class Reports {
    private final Service service;
    private final Egress egress;
    private final BooleanSupplier pushing;
    private final StatisticsJson statistics;
    private final TimeSeries series;

    /**
     * About the pipeline of this service.
     *
     * @param egress knows who listens
     * @param pushing whether rows are just being pushed
     */
    public Reports(Service service, Egress egress, BooleanSupplier pushing) {
        this.service = service;
        this.egress = egress;
        this.pushing = pushing;
        this.statistics = new StatisticsJson(service);
        this.series = new TimeSeries(service);
    }

    /** Begins to take samples. */
    public void start() {
        series.start();
    }

    private Figures figures() {
        return Figures.of(service, pushing.getAsBoolean());
    }

    /** {@code GET /stats}. */
    public void stats(Exchange exchange) throws IOException {
        exchange.answer(Json.of(statistics.of(figures(), egress.subscriptions())));
    }

    /** {@code GET /metrics}. */
    public void metrics(Exchange exchange) throws IOException {
        Metrics metrics = new Metrics(service.config(), figures(), egress.subscriptions());
        switch (exchange.get("format", "prometheus")) {
            case "prometheus" ->
                exchange.answer(200, Exchange.TEXT, metrics.prometheus().getBytes(StandardCharsets.UTF_8));
            case "json" -> exchange.answer(Json.of(metrics.json()));
            default -> throw new RequestException(Problem.INVALID_PARAM, "the format is prometheus or json");
        }
    }

    /** {@code GET /tables/{table}/connectors/{connector}/stats}. */
    public void input(Exchange exchange) throws IOException {
        String name = service.inputName(exchange);
        exchange.answer(figures().statistics().inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .map(input -> Json.of(statistics.input(input)))
                .orElseThrow());
    }

    /** {@code GET /views/{view}/connectors/{connector}/stats}. */
    public void output(Exchange exchange) throws IOException {
        String name = exchange.name("view") + "." + exchange.name("connector");
        Figures figures = figures();
        exchange.answer(figures.statistics().outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .map(output -> Json.of(statistics.output(output, figures)))
                .orElseThrow(() ->
                        new RequestException(Problem.UNKNOWN_OUTPUT_ENDPOINT, "there is no output '" + name + "'")));
    }

    /** {@code GET /time_series}. */
    public void timeSeries(Exchange exchange) throws IOException {
        exchange.answer(series.all());
    }

    /** {@code GET /time_series_stream}: a line for each sample there is, then one for each that comes. */
    public void timeSeriesStream(Exchange exchange) throws IOException, InterruptedException {
        try (OutputStream out = exchange.stream("application/x-ndjson")) {
            long number = 0;
            while (true) {
                TimeSeries.Sample sample = series.after(number);
                number = sample.number();
                out.write((sample.json() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
