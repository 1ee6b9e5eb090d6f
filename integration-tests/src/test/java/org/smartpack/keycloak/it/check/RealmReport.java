/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.realm.Realm;

/**
 * What {@code smart-check} says of a realm.
 *
 * @param json the whole answer
 */
record RealmReport(Map<String, Object> json) {

    static RealmReport of(Realm realm) {
        return new RealmReport(
                realm.admin.get(realm.path("/smart-check")).jsonPath().getMap(""));
    }

    @SuppressWarnings("unchecked")
    List<Map<String, String>> findings() {
        return (List<Map<String, String>>) json.get("findings");
    }

    /** Whose mistake of a kind it is, for each one. */
    List<String> subjects(String rule) {
        return findings().stream()
                .filter(finding -> finding.get("rule").equals(rule))
                .map(finding -> finding.get("subject"))
                .toList();
    }
}
