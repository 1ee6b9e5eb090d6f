/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a run of wrk found, as {@code common.lua} prints it.
 *
 * @param requests answers received
 * @param operations what was to be done and succeeded: requests, or flows of several requests
 * @param failures answers that weren't as they should be
 * @param exhausted threads that ran out of requests that can be sent only once
 * @param micros how long it took, in microseconds
 * @param bytes received
 * @param connect connections that failed
 * @param read answers that couldn't be read
 * @param write requests that couldn't be sent
 * @param timeout answers that took too long
 * @param status answers with a status above 399
 * @param p50 half of the requests were answered within this many microseconds
 * @param p90 nine of ten
 * @param p99 ninety-nine of a hundred
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

    /** Whether something went wrong on the way. */
    public boolean hasErrors() {
        return failures + connect + read + write + timeout + status > 0;
    }

    /** Operations in a second. */
    public double perSecond() {
        return operations * 1e6 / micros;
    }
}
