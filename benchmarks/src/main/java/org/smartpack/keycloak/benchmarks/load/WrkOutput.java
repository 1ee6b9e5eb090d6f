/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The results of a run of wrk, as {@code common.lua} prints them.
 *
 * @param requests the number of responses received
 * @param operations the number of successful operations: requests, or flows of several requests
 * @param failures the number of wrong responses
 * @param exhausted the number of threads that ran out of requests that can be sent only once
 * @param micros the duration in microseconds
 * @param bytes the bytes received
 * @param connect failed connections
 * @param read responses that couldn't be read
 * @param write requests that couldn't be sent
 * @param timeout responses that took too long
 * @param status responses with a status above 399
 * @param p50 half of the requests were answered within this many microseconds
 * @param p90 the same for nine of ten
 * @param p99 the same for ninety-nine of a hundred
 */
public record WrkOutput(
        long requests,
        long operations,
        long failures,
        long exhausted,
        long micros,
        long bytes,
        long connect,
        long read,
        long write,
        long timeout,
        long status,
        double p50,
        double p90,
        double p99) {

    private static final String MARK = "RESULT ";

    /**
     * Reads what wrk printed.
     *
     * @throws IllegalStateException if there is no result in it
     */
    static WrkOutput parse(String printed) {
        String json = printed.lines()
                .filter(line -> line.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk says: " + printed))
                .substring(MARK.length());
        try {
            return new ObjectMapper().readValue(json, WrkOutput.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("wrk says: " + printed, e);
        }
    }

    /** Whether there were errors of transport. */
    public boolean hasErrors() {
        return failures + connect + read + write + timeout + status > 0;
    }

    /** Operations per second. */
    public double perSecond() {
        return operations * 1e6 / micros;
    }
}
