/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.picker;

import java.util.List;

/**
 * The pages of one kind.
 *
 * @param work what the user did
 * @param pages how many were measured
 * @param medianMillis the time of a page until the browser has it, without the FHIR server's time
 * @param p99Millis the same for the slowest in a hundred
 * @param maxMillis the same for the slowest
 * @param fhirMillis the FHIR server's time for a page, on average
 * @param bytes the average size of a page
 * @param liveBytesBefore live bytes in the server after a full collection, before these pages
 * @param liveBytesAfter the same after them
 */
public record PickerScore(
        String work,
        int pages,
        double medianMillis,
        double p99Millis,
        double maxMillis,
        double fhirMillis,
        long bytes,
        long liveBytesBefore,
        long liveBytesAfter) {

    static PickerScore of(
            String work,
            List<Double> millis,
            double fhirMillis,
            long bytes,
            long liveBytesBefore,
            long liveBytesAfter) {
        List<Double> sorted = millis.stream().sorted().toList();
        int pages = sorted.size();
        return new PickerScore(
                work,
                pages,
                sorted.get(pages / 2),
                sorted.get(Math.min(pages - 1, pages * 99 / 100)),
                sorted.get(pages - 1),
                fhirMillis / pages,
                bytes / pages,
                liveBytesBefore,
                liveBytesAfter);
    }
}
