/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.time.LocalDate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** A FHIR Period, to the precision of a day, a month or a year. */
final class Period {

    /** A FHIR date or dateTime, of which the day is enough. */
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2}(T.*)?)?)?");

    private static final int DAY = 10;

    private Period() {}

    /** Whether a day is within a period; one that is absent has no end, one that can't be read holds no day. */
    static boolean holds(JsonNode period, LocalDate day) {
        return isNotBefore(period.path("start"), day) && isNotAfter(period.path("end"), day);
    }

    private static boolean isNotBefore(JsonNode start, LocalDate day) {
        return start.isMissingNode() || isDate(start) && compare(day, start.textValue()) >= 0;
    }

    private static boolean isNotAfter(JsonNode end, LocalDate day) {
        return end.isMissingNode() || isDate(end) && compare(day, end.textValue()) <= 0;
    }

    private static boolean isDate(JsonNode node) {
        return node.isTextual() && DATE.matcher(node.textValue()).matches();
    }

    private static int compare(LocalDate day, String date) {
        String other = date.substring(0, Math.min(date.length(), DAY));
        return day.toString().substring(0, other.length()).compareTo(other);
    }
}
