/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/** From the names of permissions to the scopes of one application, without a server. */
class RoleScopesTest {

    private static final String OWN = "?resource-origin={own}";
    private static final String GRANTED = "?resource-origin={granted}";

    private static Origins origins(Set<String> own, Set<String> granted, Map<String, Set<String>> byType) {
        return new Origins(own, granted, byType);
    }

    private static Origins nobodyElse() {
        return origins(Set.of("Device/own"), Set.of(), Map.of());
    }

    private static String scopes(Origins origins, String... permissions) {
        RoleScopes scopes = new RoleScopes(origins);
        List<ResourceScope> all = Stream.of(permissions)
                .map(name -> Permission.of(name).orElseThrow())
                .map(scopes::of)
                .flatMap(List::stream)
                .toList();
        return String.join(
                " ",
                RoleScopes.merged(all).stream().map(ResourceScope::spelling).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "system/Task.cruds, Task, cruds, ALL",
        "system/Task.ru?resource-origin={own}, Task, rus, OWN",
        "system/Task.r?resource-origin={granted}, Task, rs, GRANTED",
        "system/*.d?resource-origin={granted}, *, d, GRANTED",
        "system/Task.read, Task, rs, ALL"
    })
    @DisplayName("KT-SCP-1 KT-SCP-4 a permission is a type, actions and an extent; reading includes searching")
    void permission(String name, String type, String actions, String extent) {
        Permission permission = Permission.of(name).orElseThrow();
        assertThat(permission.type()).isEqualTo(type);
        assertThat(permission.actions()).hasToString(actions);
        assertThat(permission.extent()).isEqualTo(Permission.Extent.valueOf(extent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Task.rs?resource-origin={own}",
                "user/Task.rs",
                "system/Task.rs?resource-origin={OWN}",
                "system/Task.rs?resource-origin={own},{granted}",
                "system/Task.rs?resource-origin={own}&resource-origin={granted}",
                "system/Task.rs?resource-origin={own}&status=active",
                "system/Task.rs?status={own}",
                "system/Task.rs?resource-origin=Device/portal",
                "system/Task.rs?resource-origin=",
                "system/Task.sr?resource-origin={own}",
                "system/Chore.rs",
                "system/Task.rs?resource-origin={own",
                "profile",
                "launch",
                ""
            })
    @DisplayName("KT-SCP-1 any other name is no permission")
    void noPermission(String name) {
        assertThat(Permission.of(name)).isEmpty();
    }

    @Test
    @DisplayName("KT-SCP-3 ALL has no restriction, OWN the own device, GRANTED those that share")
    void extents() {
        Origins origins = origins(Set.of("Device/own"), Set.of("Device/a", "Device/b"), Map.of());
        assertThat(scopes(origins, "system/Patient.rs")).isEqualTo("system/Patient.rs");
        assertThat(scopes(origins, "system/Patient.rs" + OWN))
                .isEqualTo("system/Patient.rs?resource-origin=Device/own");
        assertThat(scopes(origins, "system/Patient.rs" + GRANTED))
                .isEqualTo("system/Patient.rs?resource-origin=Device/a,Device/b");
    }

    @Test
    @DisplayName("KT-SCP-3 GRANTED with nobody who shares is no scope; nor is OWN without a device")
    void nobody() {
        assertThat(scopes(nobodyElse(), "system/Patient.rud" + GRANTED)).isEmpty();
        assertThat(scopes(origins(Set.of(), Set.of(), Map.of()), "system/Patient.cruds" + OWN))
                .isEmpty();
    }

    @Test
    @DisplayName("KT-SCP-3 the example of the specification")
    void example() {
        Origins origins = origins(Set.of("Device/7d0c"), Set.of("Device/cd34", "Device/ab12"), Map.of());
        assertThat(scopes(origins, "system/Task.cru" + OWN, "system/Patient.r", "system/Task.r" + GRANTED))
                .isEqualTo("system/Patient.rs system/Task.crus?resource-origin=Device/7d0c "
                        + "system/Task.rs?resource-origin=Device/ab12,Device/cd34");
    }

    @Test
    @DisplayName("KT-SCP-2 creating is always OWN")
    void create() {
        Origins origins = origins(Set.of("Device/own"), Set.of("Device/a"), Map.of());
        assertThat(scopes(origins, "system/Task.cruds"))
                .isEqualTo("system/Task.ruds system/Task.c?resource-origin=Device/own");
        assertThat(scopes(origins, "system/Task.crus" + GRANTED))
                .isEqualTo("system/Task.rus?resource-origin=Device/a system/Task.c?resource-origin=Device/own");
        assertThat(scopes(nobodyElse(), "system/Task.crus" + GRANTED))
                .as("with nobody who shares")
                .isEqualTo("system/Task.c?resource-origin=Device/own");
        assertThat(scopes(origins, "system/*.c")).isEqualTo("system/*.c?resource-origin=Device/own");
    }

    @Test
    @DisplayName("KT-SCP-4 one line for each type and set of devices, letters in the order of cruds")
    void merged() {
        Origins origins = origins(Set.of("Device/own"), Set.of("Device/a", "Device/b"), Map.of());
        assertThat(scopes(
                        origins,
                        "system/Task.d" + OWN,
                        "system/Task.c" + OWN,
                        "system/Task.u" + GRANTED,
                        "system/Task.r" + GRANTED,
                        "system/Task.r" + OWN))
                .isEqualTo("system/Task.rus?resource-origin=Device/a,Device/b "
                        + "system/Task.crds?resource-origin=Device/own");
        assertThat(scopes(origins, "system/Task.rs", "system/Task.rs" + OWN, "system/Task.rs" + GRANTED))
                .as("what ALL permits as well")
                .isEqualTo("system/Task.rs");
        assertThat(scopes(
                        origins(Set.of("Device/own"), Set.of("Device/own"), Map.of()),
                        "system/Task.u" + GRANTED,
                        "system/Task.r" + OWN))
                .as("the same device")
                .isEqualTo("system/Task.rus?resource-origin=Device/own");
    }

    @Test
    @DisplayName("KT-SCP-3 data of one type are shared for permissions of that type, and for * as that type")
    void grantsOfOneType() {
        Origins origins = origins(Set.of("Device/own"), Set.of("Device/a"), Map.of("Task", Set.of("Device/t")));
        assertThat(scopes(origins, "system/Task.rs" + GRANTED, "system/Patient.rs" + GRANTED))
                .isEqualTo("system/Patient.rs?resource-origin=Device/a "
                        + "system/Task.rs?resource-origin=Device/a,Device/t");
        assertThat(scopes(origins, "system/*.rs" + GRANTED))
                .isEqualTo("system/*.rs?resource-origin=Device/a system/Task.rs?resource-origin=Device/t");
    }

    @Test
    @DisplayName("KT-SCP-3 more devices than a scope can hold are spread over several, each once, each readable")
    void many() {
        Set<String> devices = Stream.iterate(100, n -> n + 1)
                .limit(250)
                .map(n -> "Device/" + "d".repeat(61) + n)
                .collect(Collectors.toSet());
        List<ResourceScope> scopes = new RoleScopes(origins(Set.of("Device/own"), devices, Map.of()))
                .of(Permission.of("system/Task.rs" + GRANTED).orElseThrow());
        assertThat(scopes).hasSize(3).allSatisfy(scope -> assertThat(Scope.parse(scope.spelling()))
                .isEqualTo(scope));
        assertThat(scopes.stream()
                        .flatMap(scope -> scope.restrictions().stream())
                        .flatMap(restriction -> restriction.values().stream()))
                .containsExactlyInAnyOrderElementsOf(devices);
    }
}
