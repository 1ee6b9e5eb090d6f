/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.Profile;

import static org.assertj.core.api.Assertions.assertThat;

/** What the check takes a realm to have. */
class RealmReaderTest {

    private static final String POLICIES = "{\"policies\": []}";

    private static void features(boolean areOn) {
        Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.CLIENT_POLICIES, areOn));
    }

    @AfterAll
    static void reset() {
        Profile.reset();
    }

    @Test
    @DisplayName("NZ-70: a server whose feature client-policies is off applies no policy, so no class is enforced")
    void policies() {
        features(true);
        assertThat(RealmReader.applied(POLICIES)).isEqualTo(POLICIES);
        assertThat(RealmReader.applied(null)).isEmpty();
        features(false);
        assertThat(RealmReader.applied(POLICIES)).isEmpty();
    }
}
