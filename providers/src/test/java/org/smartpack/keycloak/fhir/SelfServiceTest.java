/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPAttributeSelector;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

import static org.assertj.core.api.Assertions.assertThat;

class SelfServiceTest {

    private static UPAttribute attribute(String name, String... editors) {
        return new UPAttribute(name, new UPAttributePermissions(Set.of(), Set.of(editors)));
    }

    private static boolean canWrite(UnmanagedAttributePolicy undeclared, UPAttribute... attributes) {
        UPConfig profile = new UPConfig();
        profile.setAttributes(List.of(attributes));
        profile.setUnmanagedAttributePolicy(undeclared);
        return SelfService.canWrite(profile, "fhirUser");
    }

    @Test
    @DisplayName("attack 41: where undeclared attributes are the users', declarations don't protect")
    void enabled() {
        UPAttribute forSomeScopes = attribute("fhirUser", "admin");
        forSomeScopes.setSelector(new UPAttributeSelector(Set.of("offline_access")));
        assertThat(canWrite(UnmanagedAttributePolicy.ENABLED)).isTrue();
        assertThat(canWrite(UnmanagedAttributePolicy.ENABLED, attribute("fhirUser", "admin")))
                .isTrue();
        assertThat(canWrite(UnmanagedAttributePolicy.ENABLED, forSomeScopes)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(
            value = UnmanagedAttributePolicy.class,
            names = {"ADMIN_EDIT", "ADMIN_VIEW"})
    @DisplayName("attack 41: where they are the admins', the declaration decides, for whatever scopes it is")
    void declared(UnmanagedAttributePolicy undeclared) {
        UPAttribute forSomeScopes = attribute("fhirUser", "admin", "user");
        forSomeScopes.setSelector(new UPAttributeSelector(Set.of("offline_access")));
        assertThat(canWrite(undeclared)).isFalse();
        assertThat(canWrite(undeclared, attribute("fhirUser", "admin"))).isFalse();
        assertThat(canWrite(undeclared, attribute("fhirUser"))).isFalse();
        assertThat(canWrite(undeclared, new UPAttribute("fhirUser"))).isFalse();
        assertThat(canWrite(undeclared, attribute("nickname", "user"))).isFalse();
        assertThat(canWrite(undeclared, attribute("fhirUser", "user"))).isTrue();
        assertThat(canWrite(undeclared, forSomeScopes)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FHIRUSER", "fhiruser", "FhirUser"})
    @DisplayName("attack 41: an attribute in another case that users may edit is as good as fhirUser")
    void otherCase(String name) {
        assertThat(canWrite(null, attribute("fhirUser", "admin"), attribute(name, "admin", "user")))
                .isTrue();
        assertThat(canWrite(null, attribute("fhirUser", "admin"), attribute(name, "admin")))
                .isFalse();
    }

    @Test
    @DisplayName("attack 41: an editor whom this Keycloak doesn't have yet may be the user")
    void unknownEditor() {
        assertThat(canWrite(null, attribute("fhirUser", "admin", "owner"))).isTrue();
    }
}
