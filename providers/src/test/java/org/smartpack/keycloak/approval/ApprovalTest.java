/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;

import static org.assertj.core.api.Assertions.assertThat;

class ApprovalTest {

    @Test
    @DisplayName("an approval is read back as it was stored, whatever the settings are called")
    void roundTrip() {
        Map<String, String> config =
                Map.of("base.url", "https://ehr.example.org/fhir", "client_id", "x", "mapper", "y");
        for (String mapper : List.of("", "2c3d")) {
            Approval approval = new Approval("0a1b", "fhir-server", "smart-fhir-server", mapper, config);
            assertThat(readBack(approval.toConfig(Revision.FIRST))).isEqualTo(approval);
            assertThat(readBack(approval.toConfig(Revision.FIRST.next()))).isEqualTo(approval);
        }
    }

    private static Approval readBack(MultivaluedHashMap<String, String> config) {
        return Approval.of(stored(config));
    }

    private static ComponentModel stored(MultivaluedHashMap<String, String> config) {
        ComponentModel stored = new ComponentModel();
        stored.setName("0a1b");
        stored.setParentId("smart-fhir-server");
        stored.setConfig(config);
        return stored;
    }

    @Test
    @DisplayName("a component is read once, and its copy, which Keycloak stores when it changes, on its own")
    void readOnce() {
        Approval before = approval("https://a.example.org/fhir", Map.of());
        Approval after = approval("https://b.example.org/fhir", Map.of());
        ComponentModel stored = stored(before.toConfig(Revision.FIRST));
        assertThat(Approval.of(stored)).isEqualTo(before).isSameAs(Approval.of(stored));
        ComponentModel changed = new ComponentModel(stored);
        changed.setConfig(after.toConfig(Revision.FIRST));
        assertThat(Approval.of(changed)).isEqualTo(after);
        assertThat(Approval.of(stored)).isEqualTo(before);
    }

    @Test
    @DisplayName("attack 38: of the values that writes in one transaction leave, only those of the last one count")
    void latestWrite() {
        Approval first = approval("https://a.example.org/fhir", Map.of("internal.url", "http://10.0.0.1/fhir"));
        Approval second = approval("https://b.example.org/fhir", Map.of("own.name", "keycloak"));
        Approval last = approval("https://c.example.org/fhir", Map.of());
        Revision two = Revision.FIRST.next();
        MultivaluedHashMap<String, String> all = first.toConfig(Revision.FIRST);
        all.putAll(last.toConfig(two.next()));
        all.putAll(second.toConfig(two));
        assertThat(readBack(all)).isEqualTo(last);
        assertThat(Revision.latest(all.keySet()).number()).isEqualTo(2);
    }

    @Test
    @DisplayName("attack 38: of two writes at the same time one counts as a whole, the same for every reader")
    void sameTime() {
        Approval one = approval("https://a.example.org/fhir", Map.of("internal.url", "http://10.0.0.1/fhir"));
        Approval other = approval("https://a.example.org/fhir", Map.of("own.name", "keycloak"));
        Map<String, Approval> byMark = new TreeMap<>();
        MultivaluedHashMap<String, String> all = new MultivaluedHashMap<>();
        for (Approval approval : List.of(one, other)) {
            Revision revision = Revision.FIRST.next();
            byMark.put(revision.mark(), approval);
            all.putAll(approval.toConfig(revision));
        }
        assertThat(readBack(all)).isEqualTo(List.copyOf(byMark.values()).get(1));
    }

    @Test
    @DisplayName("the names of settings aren't mistaken for marks of a write")
    void oddNames() {
        Map<String, String> config = new HashMap<>();
        config.put("7-" + UUID.randomUUID() + ":setting.base.url", "https://intruder.example.org/fhir");
        Approval approval = approval("https://a.example.org/fhir", config);
        assertThat(readBack(approval.toConfig(Revision.FIRST))).isEqualTo(approval);
        assertThat(readBack(approval.toConfig(Revision.FIRST.next()))).isEqualTo(approval);
    }

    @Test
    @DisplayName("only what a write puts before its keys is its mark")
    void marks() {
        String token = UUID.randomUUID().toString();
        String number = "123456789012345678";
        assertThat(Revision.latest(List.of("client_id", number + "-" + token + ":mapper", "setting.base.url")))
                .isEqualTo(new Revision(Long.parseLong(number), token));
        assertThat(Revision.latest(List.of("1-" + token + ":", "10-" + token + ":mapper", "9-" + token + ":mapper")))
                .isEqualTo(new Revision(10, token));
        List<String> others = List.of(
                "",
                "-",
                ":",
                "7",
                "7-",
                "-" + token + ":mapper",
                "7-" + token,
                "7-" + token.substring(1) + ":mapper",
                "7-" + token + "a:mapper",
                "7-" + token.substring(1) + "g:mapper",
                "7-" + token.substring(1) + "A:mapper",
                "7-" + token.substring(1) + "\u0661:mapper",
                "7a-" + token + ":mapper",
                "+7-" + token + ":mapper",
                "\u0661-" + token + ":mapper",
                number + "9-" + token + ":mapper");
        for (String other : others) {
            assertThat(Revision.latest(List.of(other))).as(other).isEqualTo(Revision.FIRST);
        }
    }

    private static Approval approval(String baseUrl, Map<String, String> others) {
        Map<String, String> config = new HashMap<>(others);
        config.put("base.url", baseUrl);
        return new Approval("0a1b", "fhir-server", "smart-fhir-server", "2c3d", Map.copyOf(config));
    }

    @Test
    @DisplayName("settings without a value make no difference: the console sends them, databases may drop them")
    void withoutEmpty() {
        Map<String, String> config = new HashMap<>(Map.of("base.url", "https://ehr.example.org/fhir", "own.name", " "));
        config.put("internal.url", null);
        assertThat(Statement.withoutEmpty(config)).isEqualTo(Map.of("base.url", "https://ehr.example.org/fhir"));
        assertThat(Statement.withoutEmpty(null)).isEmpty();
    }
}
