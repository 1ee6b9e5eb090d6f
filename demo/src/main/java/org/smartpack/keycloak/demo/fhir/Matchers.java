/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** The meaning of one search value for one element (FHIR R4, Search, 3.1.1.4). */
final class Matchers {

    private Matchers() {}

    /** {@code code}, {@code system|code}, {@code |code} (no system) or {@code system|} (any code of it). */
    static Optional<Predicate<Base>> token(String value) {
        String[] parts = value.split("(?<!\\\\)\\|", -1);
        if (parts.length == 1) {
            String only = unescaped(value);
            return Optional.of(tokens((system, code) -> code.equals(only)));
        }
        String system = unescaped(parts[0]);
        String code = unescaped(parts[1]);
        if (parts.length > 2 || (system.isEmpty() && code.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                tokens((itsSystem, itsCode) -> itsSystem.equals(system) && (code.isEmpty() || itsCode.equals(code))));
    }

    /** FHIR R4, Search, 3.1.1.4.0.1: a backslash before what would separate values makes it part of one. */
    private static String unescaped(String value) {
        return value.replaceAll("\\\\([\\\\,|$])", "$1");
    }

    private static Predicate<Base> tokens(BiPredicate<String, String> test) {
        return element -> {
            if (element instanceof CodeableConcept concept) {
                return concept.getCoding().stream()
                        .anyMatch(coding -> tests(test, coding.getSystem(), coding.getCode()));
            }
            if (element instanceof Coding coding) {
                return tests(test, coding.getSystem(), coding.getCode());
            }
            if (element instanceof Identifier identifier) {
                return tests(test, identifier.getSystem(), identifier.getValue());
            }
            if (element instanceof IdType id) {
                return test.test("", id.getIdPart());
            }
            return element.isPrimitive() && tests(test, "", element.primitiveValue());
        };
    }

    private static boolean tests(BiPredicate<String, String> test, String system, String code) {
        return code != null && test.test(system == null ? "" : system, code);
    }

    /** Case-insensitive comparison of the beginning. */
    static Optional<Predicate<Base>> string(String value) {
        String start = unescaped(value).toLowerCase(Locale.ROOT);
        return Optional.of(element -> element.isPrimitive()
                && element.primitiveValue() != null
                && element.primitiveValue().toLowerCase(Locale.ROOT).startsWith(start));
    }

    /** {@code id}, {@code Type/id}, or the absolute form on this server. */
    static Optional<Predicate<Base>> reference(String value, BaseUrls urls, boolean patientsOnly) {
        String relative = urls.relative(value);
        String wanted = patientsOnly && !relative.contains("/") ? "Patient/" + relative : relative;
        return Optional.of(element -> {
            if (!(element instanceof Reference reference) || reference.getReference() == null) {
                return false;
            }
            String actual = urls.relative(reference.getReference());
            return wanted.contains("/") ? actual.equals(wanted) : actual.endsWith("/" + wanted);
        });
    }

    /** {@code eq}, {@code lt}, {@code le}, {@code gt}, {@code ge} or no prefix, before a date of any precision. */
    static Optional<Predicate<Base>> date(String value) {
        boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
        String prefix = prefixed ? value.substring(0, 2) : "eq";
        try {
            Span wanted = Span.of(new DateTimeType(prefixed ? value.substring(2) : value));
            BiPredicate<Span, Span> test =
                    switch (prefix) {
                        case "eq" ->
                            (actual, other) -> !actual.from().before(other.from())
                                    && !actual.to().after(other.to());
                        case "lt" -> (actual, other) -> actual.from().before(other.from());
                        case "le" -> (actual, other) -> actual.from().before(other.to());
                        case "gt" -> (actual, other) -> actual.to().after(other.to());
                        case "ge" -> (actual, other) -> actual.to().after(other.from());
                        default -> throw new IllegalArgumentException("No such prefix");
                    };
            return Optional.of(element -> element instanceof BaseDateTimeType moment
                    && moment.hasValue()
                    && test.test(Span.of(moment), wanted));
        } catch (IllegalArgumentException | ca.uhn.fhir.parser.DataFormatException e) {
            return Optional.empty();
        }
    }

    /** From the first instant of a date, day or month to the first instant after it. */
    private record Span(Date from, Date to) {
        static Span of(BaseDateTimeType moment) {
            var end = moment.copy();
            if (!(end instanceof BaseDateTimeType after)) {
                throw new IllegalArgumentException("Not a date");
            }
            after.add(moment.getPrecision().getCalendarConstant(), 1);
            return new Span(moment.getValue(), after.getValue());
        }
    }
}
