/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.check.SampleClient;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;

class IuaRulesTest {

    private static final Map<String, String> BY_ASSERTION = Map.of("jwt.user.scopes", "true");

    private final SampleRealm realm = new SampleRealm();

    @BeforeEach
    void iua() {
        realm.profiles.add("IHE IUA");
        realm.clients.removeIf(client -> client.clientId().equals("fhir-server"));
        realm.clients.add(resourceServer("fhir-server").build());
    }

    private static SampleClient resourceServer(String clientId) {
        return SampleRealm.fhirServer(clientId, SampleRealm.BASE).mapper("smart-iua", true, Map.of());
    }

    /** A client that gets tokens for users whom an issuer vouches for. */
    private static SampleClient asserting() {
        return new SampleClient("odd").withoutUsers().attribute("oauth2.jwt.authorization.grant.enabled", "true");
    }

    private static CheckedScope scope(String name, Map<String, String> claims) {
        CheckedMapper mapper = new CheckedMapper("smart-iua-claims", "IUA claims", false, false, claims);
        return new CheckedScope(name, true, false, Set.of(), List.of(mapper));
    }

    private List<Finding> findings(String rule) {
        return RuleBook.all().stream()
                .filter(one -> one.advice().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .breaches(realm.build())
                .toList();
    }

    private List<String> subjects(String rule) {
        return findings(rule).stream().map(Finding::subject).toList();
    }

    @Test
    @DisplayName("a realm without a mistake breaks no rule, whether or not it is an IUA realm")
    void good() {
        realm.clients.add(new SampleClient("odd")
                .claims(Map.of("purpose_of_use", "http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT"))
                .attribute("access.token.signed.response.alg", "RS256")
                .build());
        realm.clients.add(asserting()
                .assertedUsers()
                .with("user/*.rs")
                .claims(BY_ASSERTION)
                .build());
        realm.scopes.add(scope("ITI-67", Map.of("subject_organization", "Clinic")));
        assertThat(RuleBook.all()).allSatisfy((RealmRule rule) -> {
            if (rule.advice().id().startsWith("iua-") || rule.advice().id().equals("allowance-unused")) {
                assertThat(rule.breaches(realm.build())).isEmpty();
            }
        });
    }

    @Test
    @DisplayName("IUA-71-2: the mapper of the realm is on a client that is no resource server")
    void withoutServer() {
        assertThat(subjects("iua-without-fhir-server")).isEmpty();
        realm.clients.add(
                new SampleClient("odd").mapper("smart-iua", true, Map.of()).build());
        assertThat(subjects("iua-without-fhir-server")).containsExactly("client odd");
    }

    @Test
    @DisplayName("IUA-JWT-3: claims are set up in a realm whose tokens never have them")
    void claimsWithoutRealm() {
        realm.clients.add(new SampleClient("odd").claims(Map.of()).build());
        realm.scopes.add(scope("shared", Map.of()));
        assertThat(subjects("iua-realm-missing")).isEmpty();
        realm.profiles.clear();
        assertThat(subjects("iua-realm-missing")).containsExactly("client odd", "client scope shared");
    }

    @Test
    @DisplayName("IUA-JWT-3, IUA-JWT-4: values of a wrong form, which tokens don't get")
    void invalidClaims() {
        realm.clients.add(new SampleClient("odd")
                .claims(Map.of("purpose_of_use", "TREAT", "doc_id", "17", "subject_organization", "Clinic"))
                .build());
        realm.scopes.add(scope("shared", Map.of("home_community_id", "2.16.840.1")));
        assertThat(findings("iua-claims-invalid"))
                .extracting(Finding::subject)
                .containsExactly("client odd", "client odd", "client scope shared");
        assertThat(findings("iua-claims-invalid"))
                .extracting(Finding::text)
                .anySatisfy(text -> assertThat(text)
                        .endsWith("purpose_of_use must be written as system|code or system|code|display"))
                .anySatisfy(text -> assertThat(text).endsWith("doc_id must be a URL or a URN"))
                .anySatisfy(text -> assertThat(text).contains("home_community_id must be an OID"));
    }

    @Test
    @DisplayName("IUA-JWT-3: attributes that users may write are in no token")
    void editableAttribute() {
        assertThat(subjects("iua-attribute-editable")).isEmpty();
        UPAttribute role = new UPAttribute("iua_subject_role");
        role.setPermissions(new UPAttributePermissions(Set.of("admin"), Set.of("admin", "user")));
        realm.userProfile.addOrReplaceAttribute(role);
        assertThat(findings("iua-attribute-editable")).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("iua_subject_role, so no token"));
        realm.userProfile.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ENABLED);
        assertThat(findings("iua-attribute-editable")).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("iua_purpose_of_use", "iua_person_id"));
    }

    @Test
    @DisplayName("JWTG-6: the switch for user scopes where it does nothing")
    void userScopesInVain() {
        realm.scopes.add(scope("shared", BY_ASSERTION));
        realm.clients.add(
                new SampleClient("odd").with("user/*.rs").claims(BY_ASSERTION).build());
        assertThat(subjects("iua-user-scopes")).containsExactly("client odd", "client scope shared");
        realm.scopes.removeIf(scope -> scope.name().equals("shared"));
        realm.clients.removeIf(client -> client.clientId().equals("odd"));
        realm.clients.add(asserting().claims(BY_ASSERTION).with("ITI-67").build());
        assertThat(findings("iua-user-scopes"))
                .extracting(Finding::text)
                .containsExactly("User scopes by assertion is on, but no user/ scope is assigned");
    }

    @Test
    @DisplayName("JWTG-6: user scopes that are assigned for the JWT grant, which doesn't give them")
    void userScopesOff() {
        realm.clients.add(asserting().with("user/*.rs").claims(Map.of()).build());
        assertThat(subjects("iua-user-scopes")).containsExactly("client odd");
        assertThat(subjects("allowance-unused")).containsExactly("client odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    @DisplayName("IUA-JWT-1: tokens that only Keycloak can check")
    void symmetric(String algorithm) {
        realm.clients.add(new SampleClient("odd")
                .attribute("access.token.signed.response.alg", algorithm)
                .build());
        assertThat(subjects("iua-token-symmetric")).containsExactly("client odd");
        realm.profiles.clear();
        assertThat(subjects("iua-token-symmetric")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iti-65", "ITI65", "ITI_67", "Iti-068"})
    @DisplayName("SMART-SCOPE-49: MHD's scopes in another spelling")
    void misspelt(String name) {
        realm.scopes.add(new CheckedScope(name, true, false, Set.of(), List.of()));
        assertThat(subjects("iua-scope-misspelt")).containsExactly("client scope " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ITI-65", "ITI-41", "ITI-650", "exITI-65"})
    @DisplayName("SMART-SCOPE-49: MHD's scopes, and names of others, are no mistakes")
    void spelt(String name) {
        realm.scopes.add(new CheckedScope(name, true, false, Set.of(), List.of()));
        assertThat(subjects("iua-scope-misspelt")).isEmpty();
    }
}
