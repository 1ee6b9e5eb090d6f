/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/** A day of a FHIR server, as people of a language write it. */
final class ShownDay {

    private ShownDay() {}

    /** Empty for anything but a whole date, {@code 2026-11-26}. */
    static Optional<LocalDate> of(String date) {
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A date that isn't whole stays as it is. */
    static String in(Locale locale, String date) {
        return of(date).map(day -> DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale)
                        .format(day))
                .orElse(date);
    }
}
