/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PackInfoTest {

    @Test
    void theJarKnowsItsVersions() {
        Properties versions = PackInfo.versions();
        assertThat(versions.getProperty("pack")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(versions.getProperty("keycloak")).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void theOptionIsTheOneThatKeycloakReads() {
        assertThat(PackInfo.OPTION).isEqualTo("--features=parameterized-scopes");
    }

    @Test
    void aServerWithTheFeatureShowsThatScopeRulesAreOn() {
        assertThat(new PackInfo("1.2.3", "26.7.3", "26.7.3", true, List.of(), List.of()).asMap())
                .containsEntry("SMART Pack version", "1.2.3")
                .containsEntry("Built for Keycloak", "26.7.3")
                .containsEntry("This Keycloak", "26.7.3")
                .containsEntry("SMART scopes by rule", "on")
                .containsEntry("Providers", "all in use")
                .containsEntry("Request limits", "set");
    }

    @Test
    void anotherKeycloakIsAlarming() {
        PackInfo info = new PackInfo("1.2.3", "26.7.3", "26.7.4", true, List.of(), List.of());
        assertThat(info.isAlarming()).isTrue();
        assertThat(info.asMap().get("This Keycloak")).contains("26.7.4", "NOT the version");
        assertThat(info.summary()).contains("built for Keycloak 26.7.3", "This is Keycloak 26.7.4", "NOT");
    }

    @Test
    void aLostProviderIsAlarming() {
        PackInfo info = new PackInfo(
                "1.2.3",
                "26.7.3",
                "26.7.3",
                true,
                List.of("oauth2-grant-type without SmartCodeGrantTypeFactory"),
                List.of());
        assertThat(info.isAlarming()).isTrue();
        assertThat(info.asMap().get("Providers")).contains("LOST", "SmartCodeGrantTypeFactory");
        assertThat(info.summary()).contains("LOST", "SmartCodeGrantTypeFactory");
    }

    @Test
    void aRequestLimitThatIsNotSetIsAlarming() {
        PackInfo info = new PackInfo("1.2.3", "26.7.3", "26.7.3", true, List.of(), List.of("--limit=1"));
        assertThat(info.isAlarming()).isTrue();
        assertThat(info.asMap().get("Request limits")).contains("NOT SET", "--limit=1");
        assertThat(info.summary()).contains("Request limits are NOT SET", "--limit=1");
    }

    @Test
    void nothingIsAlarming() {
        assertThat(new PackInfo("1.2.3", "26.7.3", "26.7.3", true, List.of(), List.of()).isAlarming())
                .isFalse();
        assertThat(new PackInfo("1.2.3", "26.7.3", "26.7.3", false, List.of(), List.of()).isAlarming())
                .isTrue();
    }

    @Test
    void aServerWithoutTheFeatureShowsWhatToDo() {
        PackInfo info = new PackInfo("1.2.3", "26.7.3", "26.7.3", false, List.of(), List.of());
        assertThat(info.asMap().get("SMART scopes by rule")).startsWith("OFF").contains(PackInfo.OPTION);
        assertThat(info.summary()).contains("1.2.3", "OFF", PackInfo.OPTION);
    }

    @Test
    void theTwoSummariesDiffer() {
        assertThat(new PackInfo("1.2.3", "26.7.3", "26.7.3", true, List.of(), List.of()).summary())
                .doesNotContain("OFF");
    }
}
