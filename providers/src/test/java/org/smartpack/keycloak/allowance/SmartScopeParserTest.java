/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.protocol.oidc.rar.AuthorizationRequestParserProvider;
import org.keycloak.rar.AuthorizationDetails;
import org.keycloak.rar.AuthorizationRequestContext;
import org.keycloak.rar.AuthorizationRequestSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the parser remembers in a request, and what it works out anew. Keycloak's own parser counts how often it is
 * asked.
 */
class SmartScopeParserTest {

    private static final UserModel SERVICE_ACCOUNT = user("service account", "client");
    private static final UserModel ALICE = user("alice", null);
    private static final UserModel BOB = user("bob", null);

    private final AtomicInteger readings = new AtomicInteger();
    private final Map<String, ClientScopeModel> defaults = new HashMap<>(Models.byName(Models.scope("email")));
    private final Map<String, ClientScopeModel> optional = new HashMap<>(Models.byName(
            Models.scope("phone"),
            Models.scope("system/*.rs"),
            Models.scope("user/*.rs"),
            Models.scope("user/Patient.cruds")));
    private final ClientModel client = Models.client(defaults, optional, false, new AtomicInteger());
    private final KeycloakSession session = session(client);
    private final SmartScopeParser parser = new SmartScopeParser(session, keycloak(), new KnownAllowances());

    @BeforeAll
    static void switchOrganizationsOff() {
        Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.ORGANIZATION, false));
    }

    @AfterAll
    static void forgetFeatures() {
        Profile.reset();
    }

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(SmartScopeParserTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static UserModel user(String id, String serviceAccountOf) {
        return model(UserModel.class, (self, method, args) -> switch (method.getName()) {
            case "getId" -> id;
            case "getServiceAccountClientLink" -> serviceAccountOf;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Outside any endpoint: what the scopes are read for is said by whoever binds an occasion. */
    private static KeycloakSession session(ClientModel client) {
        Map<Object, Object> attributes = new HashMap<>();
        KeycloakContext context = model(KeycloakContext.class, (self, method, args) -> switch (method.getName()) {
            case "getRealm" -> client.getRealm();
            case "getAuthenticationSession" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        UserProvider users = model(UserProvider.class, (self, method, args) -> SERVICE_ACCOUNT);
        ClientPolicyManager noPolicy = model(ClientPolicyManager.class, (self, method, args) -> null);
        return model(KeycloakSession.class, (self, method, args) -> switch (method.getName()) {
            case "getAttribute" -> attributes.get(args[0]);
            case "setAttribute" -> attributes.put(args[0], args[1]);
            case "getContext" -> context;
            case "getAllProviders" -> Set.of();
            case "getProvider" -> null;
            case "users" -> users;
            case "clientPolicy" -> noPolicy;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Grants the default scopes, and the optional ones by their names. */
    private AuthorizationRequestParserProvider keycloak() {
        return model(AuthorizationRequestParserProvider.class, (self, method, args) -> {
            readings.incrementAndGet();
            Stream<String> asked = args[2] == null ? Stream.empty() : Stream.of(((String) args[2]).split(" "));
            return new AuthorizationRequestContext(Stream.concat(
                            defaults.values().stream(),
                            asked.filter(optional::containsKey).map(optional::get))
                    .map(SmartScopeParserTest::entry)
                    .collect(Collectors.toCollection(ArrayList::new)));
        });
    }

    private static AuthorizationDetails entry(ClientScopeModel scope) {
        AuthorizationDetailsJSONRepresentation json = new AuthorizationDetailsJSONRepresentation();
        json.setType(AuthorizationDetailsJSONRepresentation.STATIC_SCOPE_RAR_TYPE);
        json.setCustomData("access", List.of(scope.getName()));
        return new AuthorizationDetails(scope, AuthorizationRequestSource.SCOPE, json);
    }

    private void bind(Occasion occasion) {
        session.setAttribute(Occasion.class.getName(), occasion);
    }

    /** The names of what is granted; a name that is only answered isn't. */
    private List<String> read(UserModel user, String parameter) {
        return parser.parseScopes(user, client, parameter).getAuthorizationDetailEntries().stream()
                .filter(entry -> entry.getSource() == AuthorizationRequestSource.SCOPE)
                .map(entry -> entry.getClientScope().getName())
                .toList();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: the same question in one request is answered once, and the same way")
    void once() {
        bind(Occasion.USER);
        List<String> first = read(ALICE, "user/Patient.rs phone");
        assertThat(first).containsExactlyInAnyOrder("email", "phone", "user/Patient.rs");
        assertThat(read(ALICE, "user/Patient.rs phone")).isEqualTo(first);
        assertThat(readings).hasValue(1);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: what Keycloak adds to an answer is in no later one")
    void ownList() {
        bind(Occasion.USER);
        for (int i = 0; i < 2; i++) {
            parser.parseScopes(ALICE, client, "user/Patient.rs")
                    .getAuthorizationDetailEntries()
                    .add(entry(Models.scope("added")));
        }
        assertThat(read(ALICE, "user/Patient.rs")).doesNotContain("added");
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a request of which nobody says that it changes nothing is read anew each time")
    void unbound() {
        assertThat(read(ALICE, "user/Patient.rs")).contains("user/Patient.rs");
        optional.remove("user/*.rs");
        optional.remove("user/Patient.cruds");
        assertThat(read(ALICE, "user/Patient.rs")).doesNotContain("user/Patient.rs");
        assertThat(readings).hasValue(2);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: another question, in whatever it differs, is read anew")
    void otherQuestions() {
        bind(Occasion.USER);
        read(ALICE, "user/Patient.rs");
        read(BOB, "user/Patient.rs");
        read(null, "user/Patient.rs");
        read(ALICE, "user/Patient.rs ");
        read(ALICE, null);
        read(ALICE, "");
        assertThat(readings).hasValue(6);
        bind(Occasion.EXISTING_GRANT);
        read(ALICE, "user/Patient.rs");
        assertThat(readings).hasValue(7);
    }

    @Test
    @DisplayName("SMART-SCOPE-64: a grant that becomes the limit later in the request is a limit from then on")
    void ceiling() {
        bind(Occasion.EXISTING_GRANT);
        assertThat(read(ALICE, "user/Patient.rs user/Observation.rs")).contains("user/Observation.rs");
        OriginalGrant.of("user/Patient.rs").bind(session);
        assertThat(read(ALICE, "user/Patient.rs user/Observation.rs"))
                .contains("user/Patient.rs")
                .doesNotContain("user/Observation.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-3: scopes that a grant was refused, once they are known, are kept out from then on")
    void droppedScopes() {
        bind(Occasion.EXISTING_GRANT);
        read(ALICE, "phone");
        DroppedScopes.bind(session, new RefreshToken(new AccessToken(), null, "id"));
        read(ALICE, "phone");
        assertThat(readings).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user/Patient.rs", "launch", "system/*.rs user/*.rs", "system/*.bad", "system/Patient.cruds"})
    @DisplayName("SMART-SCOPE-60: a refusal is never remembered, nor mistaken for an answer")
    void refused(String parameter) {
        bind(Occasion.CLIENT_CREDENTIALS);
        if (parameter.equals("system/Patient.cruds")) {
            optional.remove("system/*.rs");
        }
        for (int i = 1; i <= 2; i++) {
            assertThat(read(SERVICE_ACCOUNT, parameter)).containsExactly("email");
            assertThat(ScopeOutcome.of(session, client).refusal()).isPresent();
            assertThat(readings).hasValue(i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system/Patient.rs", "system/Patient.rs system/*.rs", ""})
    @DisplayName("SMART-SCOPE-8: what a client gets for itself is worked out once, before its service account is known")
    void anyone(String parameter) {
        bind(Occasion.CLIENT_CREDENTIALS);
        List<String> first = read(null, parameter);
        assertThat(read(SERVICE_ACCOUNT, parameter)).isEqualTo(first);
        assertThat(readings).hasValue(1);
        read(SERVICE_ACCOUNT, "system/Observation.rs");
        assertThat(readings).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system/Patient.rs phone", "system/Patient.rs openid", "openid", "phone"})
    @DisplayName("SMART-SCOPE-8: names beside the scopes of resources may hang on who the user is, and aren't")
    void names(String parameter) {
        bind(Occasion.CLIENT_CREDENTIALS);
        read(null, parameter);
        read(SERVICE_ACCOUNT, parameter);
        assertThat(readings).hasValue(2);
    }

    @Test
    @DisplayName("SMART-SCOPE-46: nor is it where the client has fhirUser, which only some users get")
    void fhirUser() {
        defaults.put("fhirUser", Models.scope("fhirUser"));
        bind(Occasion.CLIENT_CREDENTIALS);
        read(null, "system/Patient.rs");
        read(SERVICE_ACCOUNT, "system/Patient.rs");
        assertThat(readings).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Occasion.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLIENT_CREDENTIALS", "EXCHANGE", "EVALUATION", "ADMINISTRATION"})
    @DisplayName("SMART-SCOPE-60: an answer to nobody is nobody's where the token is a user's")
    void nobody(Occasion occasion) {
        bind(occasion);
        read(null, "user/Patient.rs");
        read(ALICE, "user/Patient.rs");
        assertThat(readings).hasValue(2);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: default scopes that are rights don't come back to what a user has chosen")
    void chosen() {
        bind(Occasion.USER);
        List<String> rights = List.of("user/Task.rs", "online_access", "offline_access", "launch/patient");
        rights.forEach(name -> defaults.put(name, Models.scope(name)));
        assertThat(read(ALICE, "phone")).contains("email", "phone").containsAll(rights);
        assertThat(read(ALICE, ChosenScopes.parameter(List.of("phone")))).containsExactlyInAnyOrder("email", "phone");
        assertThat(read(ALICE, ChosenScopes.parameter(List.of()))).containsExactly("email");
        assertThat(read(ALICE, ChosenScopes.parameter(List.of("openid", "online_access", "user/Patient.rs"))))
                .containsExactlyInAnyOrder("email", "online_access", "user/Patient.rs");
    }
}
