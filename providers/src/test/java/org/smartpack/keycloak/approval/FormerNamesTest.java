/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;

import static org.assertj.core.api.Assertions.assertThat;

class FormerNamesTest {

    private final Map<String, ComponentModel> stored = new LinkedHashMap<>();

    private final RealmModel realm = (RealmModel) Proxy.newProxyInstance(
            RealmModel.class.getClassLoader(),
            new Class<?>[] {RealmModel.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getId" -> "realm";
                case "getComponent" -> stored.get((String) arguments[0]);
                case "getComponentsStream" ->
                    List.copyOf(stored.values()).stream()
                            .filter(component -> component.getParentId().equals(arguments[0]))
                            .filter(component -> component.getProviderType().equals(arguments[1]));
                case "addComponentModel" -> {
                    ComponentModel added = (ComponentModel) arguments[0];
                    stored.put(added.getId(), added);
                    yield added;
                }
                case "removeComponent" -> stored.remove(((ComponentModel) arguments[0]).getId());
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final FormerNames names = new FormerNames(realm, "smart-fhir-server");

    @Test
    @DisplayName("a former name is remembered once, until it is in use again")
    void remembered() {
        names.add(List.of("lab", "https://lab.example.org/fhir"));
        names.add(List.of("lab"));
        new FormerNames(realm, "other").add(List.of("lab", "x"));
        assertThat(names.all()).containsExactly("https://lab.example.org/fhir", "lab");
        names.remove(List.of("lab", "unknown"));
        assertThat(names.all()).containsExactly("https://lab.example.org/fhir");
    }

    @Test
    @DisplayName("former names are bounded in number, and don't pass for approvals")
    void bounded() {
        for (int i = 0; i < 205; i++) {
            names.add(List.of("server-" + i));
        }
        assertThat(names.all()).hasSize(200).contains("server-204").doesNotContain("server-0");
        assertThat(Approvals.of(realm).hasAny("smart-fhir-server")).isFalse();
        assertThat(Approvals.of(realm).formerNames("smart-fhir-server")).hasSize(200);
    }
}
