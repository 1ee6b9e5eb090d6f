/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.store.ChosenContext;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.scope.RequestedScopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StandaloneLaunchTest {

    private final World world = new World();
    private final StandaloneLaunch kind = new StandaloneLaunch(new PatientStep(false, false, ""));

    private Refusal refused(String scope) {
        return catchThrowableOfType(Refusal.class, () -> kind.checkRequest(world.request(scope, null, "challenge")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch/patient",
                "launch/patient?role=http://example.org/role",
                "patient/*.rs launch/patient openid",
                "user/*.rs",
                ""
            })
    @DisplayName("SMART-SCOPE-41: without an EHR an app may ask for a patient, or for no context")
    void patient(String scope) {
        assertThatCode(() -> kind.checkRequest(world.request(scope, null, "challenge")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch/encounter", "launch/imagingstudy", "launch/patient launch/encounter patient/*.rs"})
    @DisplayName("SMART-SCOPE-41: without an EHR nobody has any other context to give")
    void others(String scope) {
        Refusal refusal = refused(scope);
        assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_SCOPE);
        assertThat(refusal.description())
                .matches("launch/(encounter|imagingstudy) is only available with an EHR launch");
    }

    @Test
    @DisplayName("SMART-SCOPE-40: a handle without the scope launch releases nothing, and isn't used up")
    void handleWithoutScope() throws Refusal {
        world.register(world.launch());
        Map<String, String> notes = kind.begin(world.request("launch/patient", World.HANDLE, "challenge"));
        assertThat(notes).isEqualTo(Map.of(LaunchNotes.CHOICES, "patient", LaunchNotes.IGNORED, "true"));
        EndedLogin ended = world.ended(world.login("challenge", notes), "Practitioner/9", "user/*.rs", World.user());
        assertThat(kind.end(ended).context()).isEqualTo(LaunchContext.EMPTY);
        assertThat(world.isThere()).isTrue();
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: the patient is the user, and nobody is by default")
    void ownRecord() throws Refusal {
        EndedLogin patient =
                world.ended(world.login("challenge", Map.of()), "Patient/pat-2", "launch/patient", World.user());
        assertThat(kind.end(patient).context().patient()).contains("pat-2");
        EndedLogin other =
                world.ended(world.login("challenge", Map.of()), "RelatedPerson/1", "launch/patient", World.user());
        assertThat(catchThrowableOfType(Refusal.class, () -> kind.end(other)).error())
                .isEqualTo(OAuthError.ACCESS_DENIED);
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: what was chosen is given to that person alone, and only as far as it was granted")
    void chosen() throws Refusal {
        FhirReference bob = FhirReference.parse("Practitioner/9").orElseThrow();
        LaunchContext both =
                LaunchContext.EMPTY.with(LaunchContext.PATIENT, "pat-1").with(LaunchContext.ENCOUNTER, "enc-1");
        AuthenticationSessionModel login = world.login("challenge", Map.of());
        UserModel user = World.user();
        new ChosenContext(both, true).keep(login, user, bob, world.server);

        GrantContext grant = kind.end(world.ended(login, "Practitioner/9", "launch/patient launch/encounter", user));
        assertThat(grant.context()).isEqualTo(both);
        assertThat(grant.chooser()).contains(bob);
        assertThat(kind.end(world.ended(login, "Practitioner/9", "patient/*.rs", user))
                        .context())
                .isEqualTo(both.without(LaunchContext.ENCOUNTER));
        assertThat(kind.end(world.ended(login, "Practitioner/9", "launch/encounter", user))
                        .context())
                .isEqualTo(both);
        assertThat(kind.end(world.ended(login, "Practitioner/9", "user/*.rs", user))
                        .context())
                .isEqualTo(LaunchContext.EMPTY);
        for (String other : new String[] {"Practitioner/8", null}) {
            EndedLogin ended = world.ended(login, other, "launch/patient", user);
            assertThat(catchThrowableOfType(Refusal.class, () -> kind.end(ended))
                            .error())
                    .as(other)
                    .isEqualTo(OAuthError.ACCESS_DENIED);
        }
    }

    @Test
    @DisplayName(
            "SMART-LAUNCH-5: an encounter that wasn't asked about, or that the app needs and is none, gives no code")
    void incomplete() {
        FhirReference alice = FhirReference.parse("Patient/pat-1").orElseThrow();
        LaunchContext patient = LaunchContext.EMPTY.with(LaunchContext.PATIENT, "pat-1");
        AuthenticationSessionModel login = world.login("challenge", Map.of());
        UserModel user = World.user();
        EndedLogin ended = world.ended(login, "Patient/pat-1", "launch/patient launch/encounter", user);
        assertThat(catchThrowableOfType(Refusal.class, () -> kind.end(ended)).error())
                .isEqualTo(OAuthError.ACCESS_DENIED);
        new ChosenContext(patient, false).keep(login, user, alice, world.server);
        assertThat(catchThrowableOfType(Refusal.class, () -> kind.end(ended)).error())
                .isEqualTo(OAuthError.ACCESS_DENIED);
        new ChosenContext(patient, true).keep(login, user, alice, world.server);
        assertThatCode(() -> kind.end(ended)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("SMART-LAUNCH-5: where users can choose, an encounter may be asked for; nothing else")
    void withTheStep() {
        StandaloneLaunch choosing = new StandaloneLaunch(new PatientStep(true, false, ""));
        assertThatCode(() -> choosing.checkRequest(world.request("launch/patient launch/encounter", null, "c")))
                .doesNotThrowAnyException();
        assertThatCode(() -> choosing.checkRequest(world.request("patient/*.rs", null, "c")))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> choosing.checkRequest(world.request("launch/imagingstudy", null, "c")))
                        .error())
                .isEqualTo(OAuthError.INVALID_SCOPE);
        StandaloneLaunch strict = new StandaloneLaunch(new PatientStep(true, true, ""));
        assertThat(catchThrowableOfType(
                                Refusal.class, () -> strict.checkRequest(world.request("patient/*.rs", null, "c")))
                        .error())
                .isEqualTo(OAuthError.INVALID_SCOPE);
        assertThatCode(() -> strict.checkRequest(world.request("launch/patient patient/*.rs", null, "c")))
                .doesNotThrowAnyException();
        assertThatCode(() -> strict.checkRequest(world.request("user/*.rs", null, "c")))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("SMART-SCOPE-40: the scope launch alone makes it an EHR launch")
    void kinds() {
        assertThat(LaunchKind.of(world.session, world.app, RequestedScopes.of("launch launch/patient patient/*.rs")))
                .isInstanceOf(HandleLaunch.class);
        for (String scope : new String[] {"launch/patient", "launch/encounter", "patient/*.rs", "openid", ""}) {
            assertThat(LaunchKind.of(world.session, world.app, RequestedScopes.of(scope)))
                    .as(scope)
                    .isInstanceOf(StandaloneLaunch.class);
        }
    }
}
