/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.store.LaunchNotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HandleLaunchTest {

    private static final UserModel NO_FHIR_USER = World.user();

    private final World world = new World();
    private final HandleLaunch kind = new HandleLaunch(world.session);

    private static Optional<FhirReference> person(String reference) {
        return FhirReference.parse(reference);
    }

    /** A login that was begun with {@link World#HANDLE}. */
    private AuthenticationSessionModel begun() throws Refusal {
        return world.login("challenge", kind.begin(world.request("launch", World.HANDLE, "challenge")));
    }

    private Refusal refusedAtBegin(String handle) {
        return catchThrowableOfType(Refusal.class, () -> kind.begin(world.request("launch", handle, "challenge")));
    }

    private Refusal refusedAtEnd(EndedLogin ended) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> kind.end(ended));
        assertThat(refusal).as("the refusal").isNotNull();
        return refusal;
    }

    private void assertOfAnother(EndedLogin ended) {
        assertDenied(ended, "This launch is for another user");
    }

    private void assertOfUnknown(EndedLogin ended) {
        assertDenied(ended, "It isn't known who the user is on this FHIR server");
    }

    private void assertDenied(EndedLogin ended, String description) {
        Refusal refusal = refusedAtEnd(ended);
        assertThat(refusal.error()).isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(refusal.description()).isEqualTo(description);
        assertThat(refusal.isFault()).isFalse();
    }

    @Test
    @DisplayName("LCTX-22: who the launch is registered for may redeem it, once")
    void named() throws Refusal {
        world.register(world.launch(person("Practitioner/9")));
        EndedLogin ended = world.ended(begun(), "Practitioner/9", "launch", NO_FHIR_USER);

        GrantContext grant = kind.end(ended);
        assertThat(grant.context().patient()).contains("pat-1");
        assertThat(refusedAtEnd(ended).description()).isEqualTo("invalid launch");
    }

    @ParameterizedTest
    @CsvSource({"Practitioner/8", "Patient/9", "PractitionerRole/9", "Practitioner/99", "Patient/pat-1", ","})
    @DisplayName("LCTX-22: nobody else may redeem a launch that is registered for somebody, the patient included")
    void notNamed(String somebody) throws Refusal {
        world.register(world.launch(person("Practitioner/9")));
        assertOfAnother(world.ended(begun(), somebody, "launch", NO_FHIR_USER));
    }

    @Test
    @DisplayName("LCTX-22a: somebody else who was signed in already uses nothing up; who has just signed in does")
    void signedInBefore() throws Refusal {
        world.register(world.launch(person("Practitioner/9")));
        EndedLogin fresh = world.ended(begun(), "Practitioner/8", "launch", NO_FHIR_USER);
        assertOfAnother(new EndedLogin(
                fresh.session(), fresh.login(), fresh.user(), fresh.person(), fresh.server(), fresh.granted(), true));

        assertThat(kind.end(world.ended(begun(), "Practitioner/9", "launch", NO_FHIR_USER))
                        .context()
                        .patient())
                .contains("pat-1");
        world.register(world.launch(person("Practitioner/9")));
        assertOfAnother(world.ended(begun(), "Practitioner/8", "launch", NO_FHIR_USER));
        assertThat(refusedAtBegin(World.HANDLE).description()).isEqualTo("invalid launch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Practitioner/9", "RelatedPerson/1", "Person/1", "Patient/pat-1"})
    @DisplayName("LCTX-22: a launch for anybody is anybody's who is no other patient")
    void unnamed(String somebody) throws Refusal {
        world.has("RelatedPerson/1", "{'patient':{'reference':'Patient/pat-1'}}");
        world.has("Person/1", "{'link':[{'target':{'reference':'Patient/pat-1'}}]}");
        world.register(world.launch());
        assertThat(kind.end(world.ended(begun(), somebody, "launch", NO_FHIR_USER))
                        .context()
                        .patient())
                .contains("pat-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RelatedPerson/1", "RelatedPerson/2", "Person/1"})
    @DisplayName(
            "LCTX-22: somebody who doesn't care for the patient may not redeem it, even if it is registered for them")
    void doesNotCare(String somebody) throws Refusal {
        world.has("RelatedPerson/1", "{'patient':{'reference':'Patient/pat-2'}}");
        world.has("Person/1", "{'link':[{'target':{'reference':'Patient/pat-2'}}]}");
        world.register(world.launch());
        assertOfAnother(world.ended(begun(), somebody, "launch", NO_FHIR_USER));
        world.register(world.launch(person(somebody)));
        assertOfAnother(world.ended(begun(), somebody, "launch", NO_FHIR_USER));
    }

    @Test
    @DisplayName("LCTX-22: while the FHIR server can't be asked, nobody is believed to care for a patient")
    void caresUnknown() throws Refusal {
        world.fhir.put("RelatedPerson/1", new ReadResult.Unavailable("too slow"));
        world.register(world.launch());
        Refusal refusal = refusedAtEnd(world.ended(begun(), "RelatedPerson/1", "launch", NO_FHIR_USER));
        assertThat(refusal.isFault()).isTrue();
        assertThat(refusal.reason()).contains("too slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient/pat-2", "Patient/PAT-1", "Patient/pat-10"})
    @DisplayName("LCTX-22: a patient gets no other patient's launch")
    void otherPatient(String somebody) throws Refusal {
        world.register(world.launch());
        assertOfAnother(world.ended(begun(), somebody, "launch", NO_FHIR_USER));
    }

    @Test
    @DisplayName("LCTX-22: a launch without a patient is any patient's too")
    void withoutPatient() throws Refusal {
        world.register(world.launch(LaunchContext.EMPTY, Optional.empty()));
        assertThat(kind.end(world.ended(begun(), "Patient/pat-2", "launch", NO_FHIR_USER))
                        .context())
                .isEqualTo(LaunchContext.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Practitioner/9", "https://elsewhere.example.org/fhir/Practitioner/9"})
    @DisplayName("LCTX-22: somebody whom the server doesn't know may redeem it if that is surely no patient")
    void surelyNoPatient(String fhirUser) throws Refusal {
        world.register(world.launch());
        assertThatCode(() -> kind.end(world.ended(begun(), null, "launch", World.user(fhirUser))))
                .doesNotThrowAnyException();
        world.register(world.launch());
        assertThatCode(() -> kind.end(world.ended(begun(), null, "launch", NO_FHIR_USER)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/pat-1",
                "https://elsewhere.example.org/fhir/Patient/pat-1",
                "Device/1",
                "pat-1",
                "",
                "Practitioner/9|Practitioner/8"
            })
    @DisplayName("LCTX-22: somebody who may be a patient, or whose fhirUser nobody can read, may not")
    void perhapsPatient(String fhirUser) throws Refusal {
        world.register(world.launch());
        assertOfUnknown(world.ended(begun(), null, "launch", World.user(fhirUser.split("[|]"))));
    }

    @Test
    @DisplayName("LCTX-22: where users can write their fhirUser, it says nothing of whether they are patients")
    void selfService() throws Refusal {
        world.userProfile.setAttributes(List.of(new UPAttribute("fhirUser")));
        world.userProfile.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ENABLED);
        world.register(world.launch());
        assertOfAnother(world.ended(begun(), null, "launch", NO_FHIR_USER));
        world.register(world.launch());
        assertOfUnknown(world.ended(begun(), null, "launch", World.user("Practitioner/9")));
    }

    @Test
    @DisplayName("LCTX-23: a launch that its user can't redeem is used up, as is one that lacks the patient")
    void usedUp() throws Refusal {
        world.register(world.launch(person("Practitioner/9")));
        assertOfAnother(world.ended(begun(), "Practitioner/8", "launch", NO_FHIR_USER));
        assertThat(world.isThere()).isFalse();

        world.register(world.launch(LaunchContext.EMPTY, Optional.empty()));
        Refusal refusal = refusedAtEnd(world.ended(begun(), "Practitioner/9", "launch patient/*.rs", NO_FHIR_USER));
        assertThat(refusal.error()).isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(world.isThere()).isFalse();
    }

    @Test
    @DisplayName("LCTX-23: a login that doesn't have the launch can't use it up, whoever it is of")
    void notUsedUp() throws Refusal {
        world.register(world.launch(person("Practitioner/9")));
        begun();
        AuthenticationSessionModel stolen =
                world.login("another challenge", Map.of(LaunchNotes.LAUNCH, world.reference()));
        assertThat(refusedAtEnd(world.ended(stolen, "Practitioner/8", "launch", NO_FHIR_USER))
                        .description())
                .isEqualTo("invalid launch");
        assertThat(world.isThere()).isTrue();
    }

    @Test
    @DisplayName("LCTX-20: the FHIR server of the login has to be that of the launch at the end too")
    void serverAtEnd() throws Refusal {
        world.register(world.launch());
        EndedLogin ended = world.ended(begun(), "Practitioner/9", "launch", NO_FHIR_USER);
        EndedLogin elsewhere = new EndedLogin(
                ended.session(),
                ended.login(),
                ended.user(),
                ended.person(),
                World.server("other", World.BASE, true),
                ended.granted(),
                false);
        assertThat(refusedAtEnd(elsewhere).description()).isEqualTo("invalid launch");
    }

    @Test
    @DisplayName("SMART-SCOPE-40: the scope launch needs the parameter launch")
    void launchMissing() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> kind.checkRequest(world.request("launch", null, "challenge")));
        assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThatCode(() -> kind.checkRequest(world.request("launch", World.HANDLE, "challenge")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HANDLE", "handle ", "handl", "handle,handle"})
    @DisplayName("LCTX-20: what is no registered handle is refused with one text")
    void unknownHandle(String handle) {
        world.register(world.launch());
        assertThat(refusedAtBegin(handle).description()).isEqualTo("invalid launch");
        assertThat(world.isThere()).isTrue();
    }

    @Test
    @DisplayName("LCTX-20: the reference in a login's notes is no handle")
    void referenceIsNoHandle() {
        world.register(world.launch());
        assertThat(refusedAtBegin(world.reference()).description()).isEqualTo("invalid launch");
    }

    @Test
    @DisplayName("LCTX-20, 21: each rule of a kept launch is asked when a login begins")
    void rulesAtBegin() throws Refusal {
        for (Launch bad : List.of(
                World.expiring(-2, world.launch()),
                World.only("other", world.launch()),
                new Launch(
                        LaunchContext.EMPTY,
                        "id of other",
                        World.BASE,
                        Optional.empty(),
                        Optional.empty(),
                        world.launch().expires(),
                        true))) {
            world.register(bad);
            assertThat(refusedAtBegin(World.HANDLE).description()).isEqualTo("invalid launch");
        }
        world.register(world.launch());
        begun();
        world.open("mallory's");
        assertThat(refusedAtBegin(World.HANDLE).description()).isEqualTo("invalid launch");
    }

    @Test
    @DisplayName("a login that began without a launch, or with a token's, doesn't end with a handle's")
    void otherBeginnings() {
        AuthenticationSessionModel without = world.login("challenge", Map.of());
        assertThat(refusedAtEnd(world.ended(without, "Practitioner/9", "launch", NO_FHIR_USER))
                        .reason())
                .contains("default scope");
        AuthenticationSessionModel byToken = world.login("challenge", Map.of(LaunchNotes.LAUNCH, "token.abc"));
        assertThat(refusedAtEnd(world.ended(byToken, "Practitioner/9", "launch", NO_FHIR_USER))
                        .reason())
                .contains("settings of the app changed");
    }
}
