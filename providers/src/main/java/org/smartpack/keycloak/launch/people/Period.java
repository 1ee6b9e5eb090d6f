/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A FHIR Period. A start or end with a time says itself which moment it is. One without (a day, a month, a year) has no
 * time zone in FHIR: it begins and ends when it does where Keycloak runs. An end belongs to the period (FHIR R4,
 * Period).
 */
final class Period {

    /** A FHIR date, or a dateTime without a time. */
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

    private Period() {}

    /**
     * Whether a moment is within a period; one that is absent has no end, one that can't be read holds no moment.
     *
     * @param now in the time zone in which days without one are meant
     */
    static boolean holds(JsonNode period, ZonedDateTime now) {
        return (period.path("start").isMissingNode() || isSide(period.path("start"), now, 1))
                && (period.path("end").isMissingNode() || isSide(period.path("end"), now, -1));
    }

    /** @param side 1 if now must not be before the date, -1 if it must not be after it */
    private static boolean isSide(JsonNode date, ZonedDateTime now, int side) {
        try {
            return date.isTextual() && side * compare(now, date.textValue()) >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int compare(ZonedDateTime now, String date) {
        if (DATE.matcher(date).matches()) {
            return now.toLocalDate().toString().substring(0, date.length()).compareTo(date);
        }
        // The end of a second belongs to it.
        return now.toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .compareTo(OffsetDateTime.parse(date).toInstant().truncatedTo(ChronoUnit.SECONDS));
    }
}
