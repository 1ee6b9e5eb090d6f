/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckReportTest {

    private static RealmRule rule(String id, Severity severity, Stream<Finding> findings) {
        return new RealmRule() {
            @Override
            public Advice advice() {
                return new Advice(id, severity, "Mend it.", "Clients > a client");
            }

            @Override
            public Stream<Finding> breaches(CheckedRealm realm) {
                return findings;
            }
        };
    }

    private static CheckReport report(RealmRule... rules) {
        return CheckReport.of(new SampleRealm().build(), List.of(rules));
    }

    @Test
    void errorsComeFirst() {
        CheckReport report = report(
                rule("odd", Severity.WARNING, Stream.of(Finding.ofRealm("It is odd"))),
                rule("bad", Severity.ERROR, Stream.of(Finding.ofRealm("It is bad"))));
        assertThat(report.asMap()).containsEntry("errors", 1L).containsEntry("warnings", 1L);
        assertThat(report.found()).extracting(found -> found.advice().id()).containsExactly("bad", "odd");
        assertThat(report.asText())
                .contains("Realm clinic: errors: 1, warnings: 1.", "ERROR    bad: realm", "It is bad", "Mend it.");
    }

    @Test
    void theJsonHasEverythingThatTheTextHas() {
        CheckReport report = report(rule("bad", Severity.ERROR, Stream.of(Finding.ofRealm("It is bad"))));
        assertThat(report.asMap().get("findings"))
                .isEqualTo(List.of(Map.of(
                        "rule", "bad",
                        "severity", "error",
                        "subject", "realm",
                        "problem", "It is bad",
                        "mend", "Mend it.",
                        "place", "Clients > a client")));
    }

    @Test
    void oneKindOfMistakeDoesNotHideTheOthers() {
        CheckReport report = report(
                rule("many", Severity.ERROR, IntStream.range(0, 1000).mapToObj(i -> Finding.ofRealm("Number " + i))),
                rule("bad", Severity.ERROR, Stream.of(Finding.ofRealm("It is bad"))));
        assertThat(report.found()).hasSize(22);
        assertThat(report.asText()).contains("... and 980 more of this kind", "It is bad");
    }

    @Test
    void theReportSaysWhichUsersWereLookedAt() {
        assertThat(report().asMap()).containsEntry("users", "all of Keycloak's own");
        assertThat(report().asText()).contains("Users looked at: all of Keycloak's own.");
    }

    @Test
    void aRuleThatFailsStopsNoOther() {
        CheckReport report = report(
                rule("broken", Severity.WARNING, Stream.of(1).map(i -> {
                    throw new IllegalStateException();
                })),
                rule("bad", Severity.ERROR, Stream.of(Finding.ofRealm("It is bad"))));
        assertThat(report.asText()).contains("This rule failed", "It is bad");
    }

    @Test
    void theLogHasOneLineAboutTheErrorsOfTheRealm() {
        CheckReport report = report(
                rule("odd", Severity.WARNING, Stream.of(Finding.ofRealm("It is odd"))),
                rule("server", Severity.ERROR, Stream.of(Finding.ofServer("It is off"))),
                rule("bad", Severity.ERROR, IntStream.range(0, 7).mapToObj(i -> Finding.ofRealm("Bad " + i))));
        assertThat(report.isWorthALine()).isTrue();
        assertThat(report.line())
                .contains("Realm clinic", "7 error(s)", "bad (realm: Bad 0)", "and 2 more", "smart-check -r clinic")
                .doesNotContain("It is odd", "It is off", "\n");
    }

    @Test
    void aNameCannotForgeALineOfTheLog() {
        CheckReport report =
                report(rule("bad", Severity.ERROR, Stream.of(new Finding("client a\nWARN b", "It\r\nis bad"))));
        assertThat(report.line()).contains("client a?WARN b: It??is bad").doesNotContain("\n", "\r");
    }

    @Test
    void nothingIsLoggedWithoutErrorsOfTheRealm() {
        assertThat(report(
                                rule("odd", Severity.WARNING, Stream.of(Finding.ofRealm("It is odd"))),
                                rule("server", Severity.ERROR, Stream.of(Finding.ofServer("It is off"))))
                        .isWorthALine())
                .isFalse();
    }
}
