/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

/**
 * The result of a realm check.
 *
 * @param realm the name of the realm
 * @param users which users were looked at
 * @param found errors first
 */
record CheckReport(String realm, boolean isGoverned, String users, List<Found> found) {

    private static final Logger LOG = Logger.getLogger(CheckReport.class);

    /** Of each rule. A realm with a thousand clients of one kind would hide what else is wrong. */
    private static final int MOST_OF_A_RULE = 20;

    private static final int MOST_IN_A_LINE = 5;
    private static final String SERVER = Finding.ofServer("").subject();

    /** A breach, and what there is to say about all of its kind. */
    record Found(Advice advice, Finding finding) {

        private Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("rule", advice.id());
            map.put("severity", advice.severity().name().toLowerCase());
            map.put("subject", finding.subject());
            map.put("problem", finding.text());
            map.put("mend", advice.mend());
            map.put("place", advice.place());
            return map;
        }

        private boolean isError() {
            return advice.severity() == Severity.ERROR;
        }
    }

    /** Applies rules to a realm. A rule that fails is reported as such, and the others are applied. */
    static CheckReport of(CheckedRealm realm, List<RealmRule> rules) {
        List<Found> all = new ArrayList<>();
        for (RealmRule rule : rules) {
            Advice advice = rule.advice();
            breaches(rule, realm).forEach(finding -> all.add(new Found(advice, finding)));
        }
        all.sort(Comparator.comparing(found -> found.advice().severity()));
        return new CheckReport(realm.name(), realm.isGoverned(), realm.lookedAtUsers(), List.copyOf(all));
    }

    private static List<Finding> breaches(RealmRule rule, CheckedRealm realm) {
        List<Finding> all;
        try {
            all = rule.breaches(realm).toList();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "Realm %s: rule %s of the realm check failed",
                    realm.name(),
                    rule.advice().id());
            return List.of(Finding.ofServer("This rule failed: see the log of the server"));
        }
        if (all.size() <= MOST_OF_A_RULE) {
            return all;
        }
        List<Finding> some = new ArrayList<>(all.subList(0, MOST_OF_A_RULE));
        some.add(Finding.ofRealm("... and " + (all.size() - MOST_OF_A_RULE) + " more of this kind"));
        return some;
    }

    private long count(Severity severity) {
        return found.stream().filter(one -> one.advice().severity() == severity).count();
    }

    /** The JSON answer. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("realm", realm);
        map.put("governed", isGoverned);
        map.put("errors", count(Severity.ERROR));
        map.put("warnings", count(Severity.WARNING));
        map.put("users", users);
        map.put("findings", found.stream().map(Found::asMap).toList());
        return map;
    }

    /** The answer for people: a line about the realm, then four lines for each finding. */
    String asText() {
        StringBuilder text = new StringBuilder(String.format(
                "Realm %s: errors: %d, warnings: %d. %s Users looked at: %s.%n",
                realm,
                count(Severity.ERROR),
                count(Severity.WARNING),
                isGoverned ? "The launch rules govern it." : "It has no FHIR server, so no launch rules.",
                users));
        for (Found one : found) {
            text.append(String.format(
                    "%n%-8s %s: %s%n  problem  %s%n  mend     %s%n  place    %s%n",
                    one.advice().severity(),
                    one.advice().id(),
                    one.finding().subject(),
                    one.finding().text(),
                    one.advice().mend(),
                    one.advice().place()));
        }
        return text.toString();
    }

    /** Whether the log should have a line: about errors of the realm itself. The server's are logged at its start. */
    boolean isWorthALine() {
        return !ownErrors().isEmpty();
    }

    /** One line for the log about the realm's own errors. */
    String line() {
        List<Found> errors = ownErrors();
        String first = errors.stream()
                .limit(MOST_IN_A_LINE)
                .map(one -> one.advice().id() + " (" + one.finding().subject() + ": "
                        + one.finding().text() + ")")
                .collect(Collectors.joining("; "));
        return String.format(
                "Realm %s: the realm check found %d error(s): %s%s. See: kcadm.sh get smart-check -r %s",
                realm,
                errors.size(),
                first,
                errors.size() > MOST_IN_A_LINE ? "; and " + (errors.size() - MOST_IN_A_LINE) + " more" : "",
                realm);
    }

    private List<Found> ownErrors() {
        return found.stream()
                .filter(Found::isError)
                .filter(one -> !one.finding().subject().equals(SERVER))
                .toList();
    }
}
