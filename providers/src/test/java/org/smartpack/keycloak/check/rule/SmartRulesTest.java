/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

import org.smartpack.keycloak.check.CheckedApproval;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.CheckedUser;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.SampleClient;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.check.SampleRealm.fhirServer;
import static org.smartpack.keycloak.check.SampleRealm.service;

class SmartRulesTest {

    private static final List<RealmRule> RULES = new SmartRules().rules();

    private static Arguments mistake(String rule, String subject, Consumer<SampleRealm> made) {
        return Arguments.of(rule, subject, made);
    }

    private static Arguments client(String rule, SampleClient client) {
        return mistake(rule, "client odd", realm -> realm.clients.add(client.build()));
    }

    private static Arguments keys(String rule, String jwks) {
        return client(
                rule, service("odd").signs("use.jwks.url", "false", "use.jwks.string", "true", "jwks.string", jwks));
    }

    private static Arguments url(String rule, String url, boolean isPrivate) {
        return client(
                rule, service("odd").signs("jwks.url", url, "smart.jwt.private.addresses", String.valueOf(isPrivate)));
    }

    private static Arguments scope(String rule, String name) {
        return mistake(
                rule,
                "client scope " + name,
                realm -> realm.scopes.add(new CheckedScope(name, true, false, Set.of(), List.of())));
    }

    private static Arguments fhirUser(String... values) {
        return mistake(
                "fhir-user-value", "user alice", realm -> realm.users.add(new CheckedUser("alice", List.of(values))));
    }

    private static SampleClient audience(String name) {
        return service("odd").mapper("oidc-audience-mapper", false, Map.of("included.custom.audience", name));
    }

    private static Arguments accessPeriods(String setting) {
        return mistake("access-periods", "realm", realm -> {
            realm.actions.add("smart-scopes");
            realm.accessPeriods = setting;
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("no-fhir-server", "realm", realm -> realm.clients.remove(0)),
                client(
                        "mapper-unapproved",
                        fhirServer("odd", "https://b.example.org/fhir")
                                .mapper("smart-koppeltaal-domain", false, Map.of())),
                mistake(
                        "approval-orphaned",
                        "realm",
                        realm -> realm.approvals.add(new CheckedApproval("gone", "FHIR server", true))),
                mistake("two-profiles", "realm", realm -> realm.profiles.addAll(List.of("Koppeltaal", "Other"))),
                client("base-url-twice", fhirServer("odd", SampleRealm.BASE + "/")),
                client("base-url-alike", fhirServer("odd", "http://EHR.example.org:80/fhir")),
                client("base-url-odd", fhirServer("odd", "https://Other.example.org/fhir")),
                client("base-url-odd", fhirServer("odd", "https://other.example.org:443/fhir")),
                client("base-url-odd", fhirServer("odd", "http://other.example.org/fhir")),
                client(
                        "fhir-server-roles",
                        fhirServer("odd", "https://b.example.org").roles(Set.of("introspect"))),
                client(
                        "fhir-server-disabled",
                        fhirServer("odd", "https://b.example.org").disabled()),
                client(
                        "fhir-server-public",
                        fhirServer("odd", "https://b.example.org").isPublic()),
                client(
                        "launch-for-anybody",
                        new SampleClient("odd")
                                .withoutUsers()
                                .roles(Set.of("launch-context-issuer", "introspect", "introspect-any"))
                                .mapper("smart-fhir-server", true, Map.of("base.url", "https://b.example.org"))),
                mistake("fhir-user-missing", "realm", realm -> realm.userProfile.removeAttribute("fhirUser")),
                mistake(
                        "fhir-user-editable",
                        "realm",
                        realm -> realm.userProfile.setUnmanagedAttributePolicy(UnmanagedAttributePolicy.ENABLED)),
                mistake("fhir-user-editable", "realm", realm -> realm.userProfile
                        .getAttribute("fhirUser")
                        .setPermissions(new UPAttributePermissions(Set.of("admin"), Set.of("admin", "user")))),
                mistake("fhir-user-unchecked", "realm", SmartRulesTest::withoutValidator),
                fhirUser("patient-1"),
                fhirUser("Patient/1", "Patient/2"),
                fhirUser("https://other.example.org/fhir/Patient/1"),
                mistake(
                        "patient-step-order",
                        "realm",
                        realm -> realm.actions.addAll(List.of("smart-patient", "CONFIGURE_TOTP"))),
                accessPeriods("never"),
                accessPeriods("1d, 1w"),
                mistake("part-unread", "realm", realm -> realm.unread.add(RealmPart.USERS)),
                scope("scope-misspelt", "system/observation.rs"),
                scope("scope-misspelt", "system/Patient.sr"),
                scope("scope-misspelt", "system/Task.rs?resource-origin={onw}"),
                scope("scope-misspelt", "launch/Patient"),
                scope("scope-lookalike", "user/settings"),
                mistake(
                        "scope-protocol",
                        "client scope user/*.rs",
                        realm -> realm.scopes.add(new CheckedScope("user/*.rs", false, false, Set.of(), List.of()))),
                mistake(
                        "scopes-missing",
                        "realm",
                        realm -> realm.scopes.removeIf(scope -> scope.name().equals("launch"))),
                mistake("allowance-flag", "client scope user/*.rs", realm -> {
                    realm.scopes.add(new CheckedScope("user/*.rs", true, false, Set.of(), List.of()));
                    realm.clients.add(new SampleClient("other")
                            .asksConsent()
                            .with("user/*.rs")
                            .build());
                }),
                client(
                        "allowance-unused",
                        new SampleClient("odd").with("system/*.rs").withoutUsers()),
                client(
                        "allowance-unused",
                        new SampleClient("odd").with("patient/*.rs").withoutUsers()),
                client(
                        "allowance-unused",
                        new SampleClient("odd").with("launch").withoutUsers()),
                client("allowance-unused", service("odd").with("system/Task.rs?resource-origin={own}")),
                client("service-account-missing", service("odd").lacksAccount()),
                client("audience-unknown", audience("https://gone.example.org/fhir")),
                client("audience-unknown", audience("gone")),
                mistake("audience-unknown", "client odd", realm -> {
                    realm.clients.add(new SampleClient("former").build());
                    realm.formerServers.add("former");
                    realm.clients.add(audience("former").build());
                }),
                mistake("audience-unknown", "client odd", realm -> {
                    CheckedMapper names = new CheckedMapper(
                            "oidc-audience-mapper",
                            "Audience",
                            false,
                            false,
                            Map.of("included.client.audience", "gone"));
                    realm.scopes.add(new CheckedScope("system/Task.rs", true, false, Set.of(), List.of(names)));
                    realm.clients.add(service("odd").with("system/Task.rs").build());
                }),
                client("allowance-default", new SampleClient("odd").withDefault("patient/*.rs")),
                client("app-scopes-missing", new SampleClient("odd").smartApp().with("profile")),
                client("app-scopes-missing", service("odd").with("openid", "offline_access")),
                client("app-scopes-missing", service("odd").with("patient/*.rs")),
                client(
                        "redirect-missing",
                        new SampleClient("odd").with("launch").redirects()),
                client("redirect-wide", new SampleClient("odd").with("launch").redirects("https://app.example.org/*")),
                mistake("client-flow", "client service", realm -> realm.clientFlow.remove("smart-jwt")),
                client("algorithm-unknown", service("odd").signs("smart.jwt.algorithms", "RS384 HS256")),
                client("keys-missing", service("odd").signs("use.jwks.url", "false")),
                keys("jwks-invalid", "{}"),
                keys("jwks-invalid", "{\"keys\": []}"),
                keys("jwks-private-key", "{\"keys\": [{\"kid\": \"a\", \"use\": \"sig\", \"d\": \"x\"}]}"),
                keys("jwks-no-kid", "{\"keys\": [{\"use\": \"sig\"}]}"),
                keys("jwks-key-without-kid", "{\"keys\": [{\"use\": \"sig\", \"kid\": \"a\"}, {\"use\": \"sig\"}]}"),
                keys("jwks-no-use", "{\"keys\": [{\"kid\": \"a\"}]}"),
                url("jwks-url-invalid", "keys.json", false),
                url("jwks-url-http", "http://127.0.0.1/keys", false),
                url("jwks-url-plain", "http://127.0.0.1/keys", true),
                url("jwks-host", "https://127.0.0.1/keys", false),
                mistake("clients-left-out", "realm", realm -> realm.areAllClients = false));
    }

    private static void withoutValidator(SampleRealm realm) {
        UPAttribute declared = new UPAttribute("fhirUser");
        declared.setPermissions(new UPAttributePermissions(Set.of("admin"), Set.of("admin")));
        realm.userProfile.addOrReplaceAttribute(declared);
    }

    private static List<Finding> findings(String rule, SampleRealm realm) {
        RealmRule found = RULES.stream()
                .filter(one -> one.advice().id().equals(rule))
                .findFirst()
                .orElseThrow();
        return found.breaches(realm.build()).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void aMistakeIsFoundAndNamesWhoseItIs(String rule, String subject, Consumer<SampleRealm> made) {
        SampleRealm realm = new SampleRealm();
        assertThat(findings(rule, realm)).as("before").isEmpty();
        made.accept(realm);
        assertThat(findings(rule, realm)).extracting(Finding::subject).contains(subject);
    }

    @Test
    void aGoodRealmBreaksNoRule() {
        SampleRealm realm = new SampleRealm();
        assertThat(RULES).allSatisfy(rule -> assertThat(rule.breaches(realm.build()))
                .as(rule.advice().id())
                .isEmpty());
    }

    @Test
    void everyRuleHasAMistake() {
        Set<String> mistakes = new TreeSet<>();
        mistakes().forEach(mistake -> mistakes.add((String) mistake.get()[0]));
        assertThat(RULES).extracting(rule -> rule.advice().id()).containsExactlyInAnyOrderElementsOf(mistakes);
    }

    @Test
    void idsAreUnique() {
        Set<String> ids = new HashSet<>();
        assertThat(RULES)
                .allSatisfy(rule -> assertThat(ids.add(rule.advice().id())).isTrue());
    }

    @Test
    void whereNobodyUsesThePackNothingIsWrong() {
        SampleRealm realm = new SampleRealm();
        realm.isGoverned = false;
        realm.userProfile.removeAttribute("fhirUser");
        realm.clients.clear();
        realm.scopes.clear();
        realm.clientFlow.remove("smart-jwt");
        realm.clients.add(
                new SampleClient("web").with("user/settings", "profile").build());
        realm.scopes.add(new CheckedScope("user/settings", true, false, Set.of(), List.of()));
        realm.scopes.add(new CheckedScope("user/account.read", true, false, Set.of(), List.of()));
        assertThat(RULES).allSatisfy(rule -> assertThat(rule.breaches(realm.build()))
                .as(rule.advice().id())
                .isEmpty());
    }

    @Test
    void aRelativeFhirUserCountsForNoneOfSeveralServers() {
        SampleRealm realm = new SampleRealm();
        realm.clients.add(fhirServer("second", "https://b.example.org/fhir").build());
        realm.users.add(new CheckedUser("", List.of("Patient/1")));
        realm.users.add(new CheckedUser("bob", List.of("https://b.example.org/fhir/Patient/1")));
        assertThat(findings("fhir-user-value", realm))
                .extracting(Finding::subject)
                .containsExactly("a user");
    }

    @Test
    void anAppWithAScopeOrWithARoleInAProfileLacksNoScopes() {
        SampleRealm realm = new SampleRealm();
        realm.clients.add(new SampleClient("narrow").smartApp().with("launch").build());
        realm.clients.add(new SampleClient("module")
                .smartApp()
                .mapper("smart-koppeltaal-app", true, Map.of())
                .build());
        for (String name : List.of("fhirUser", "online_access", "launch/patient")) {
            realm.clients.add(
                    new SampleClient(name).smartApp().with("openid", name).build());
        }
        assertThat(findings("app-scopes-missing", realm)).isEmpty();
    }

    @Test
    void aServiceThatNeedsNoScopeLacksNone() {
        SampleRealm realm = new SampleRealm();
        realm.clients.add(service("ehr")
                .with()
                .serviceRoles("fhir-server launch-context-issuer")
                .build());
        realm.clients.add(service("monitor").with("__introspect").build());
        realm.clients.add(service("server")
                .with()
                .mapper("smart-fhir-server", true, Map.of())
                .build());
        realm.clients.add(new SampleClient("web")
                .serviceAccount()
                .signs()
                .with("patient/*.rs")
                .build());
        assertThat(findings("app-scopes-missing", realm)).isEmpty();
        realm.clients.add(service("lost").with().build());
        assertThat(findings("app-scopes-missing", realm))
                .extracting(Finding::subject)
                .containsExactly("client lost");
        realm.profiles.add("Koppeltaal");
        assertThat(findings("app-scopes-missing", realm)).isEmpty();
        realm.profiles.clear();
        realm.isGoverned = false;
        assertThat(findings("app-scopes-missing", realm)).isEmpty();
    }

    @Test
    void aRealmWithAProfileNeedsNoScopeForAStandaloneLaunch() {
        SampleRealm realm = new SampleRealm();
        realm.scopes.removeIf(scope -> scope.name().equals("launch/patient"));
        assertThat(findings("scopes-missing", realm)).hasSize(1);
        realm.profiles.add("Koppeltaal");
        assertThat(findings("scopes-missing", realm)).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsNotCalledMissing() {
        SampleRealm realm = new SampleRealm();
        realm.userProfile.removeAttribute("fhirUser");
        realm.scopes.clear();
        realm.clients.clear();
        realm.clients.add(service("service").build());
        realm.clientFlow.clear();
        List<String> rules = List.of("fhir-user-missing", "scopes-missing", "no-fhir-server", "client-flow");
        assertThat(rules).allSatisfy(rule -> assertThat(findings(rule, realm)).isNotEmpty());
        realm.unread.addAll(EnumSet.allOf(RealmPart.class));
        assertThat(rules).allSatisfy(rule -> assertThat(findings(rule, realm)).isEmpty());
        assertThat(findings("part-unread", realm)).hasSize(RealmPart.values().length);
    }

    @Test
    void anAudienceThatTheRealmHasIsRight() {
        SampleRealm realm = new SampleRealm();
        for (String name : List.of("app", "account", "fhir-server", SampleRealm.BASE, SampleRealm.BASE + "/")) {
            realm.clients.add(audience(name).build());
        }
        realm.clients.add(audience("https://api.example.org")
                .mapper("smart-backend-service", false, Map.of("fhir.servers", SampleRealm.BASE))
                .build());
        assertThat(findings("audience-unknown", realm)).isEmpty();
    }

    @Test
    void periodsOfAStepThatIsOffDontMatter() {
        SampleRealm realm = new SampleRealm();
        realm.accessPeriods = "never";
        assertThat(findings("access-periods", realm)).isEmpty();
        realm.actions.add("smart-scopes");
        realm.accessPeriods = "1h, 1d";
        assertThat(findings("access-periods", realm)).isEmpty();
    }

    @Test
    void whatIsFoundNeverNamesThePerson() {
        SampleRealm realm = new SampleRealm();
        realm.users.add(new CheckedUser("alice", List.of("https://other.example.org/fhir/Patient/secret")));
        assertThat(findings("fhir-user-value", realm)).extracting(Finding::text).allSatisfy(text -> assertThat(text)
                .doesNotContain("secret"));
    }
}
