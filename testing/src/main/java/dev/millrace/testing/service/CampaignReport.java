package dev.millrace.testing.service;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What happened in a campaign, and what was wrong. Safe for any number of threads. */
final class CampaignReport {
    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();

    synchronized void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void find(String finding) {
        if (!finding.isEmpty()) {
            findings.add(finding);
        }
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** How often each thing happened. */
    synchronized String summary() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
