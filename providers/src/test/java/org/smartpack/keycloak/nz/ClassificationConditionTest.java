/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.context.ClientModelContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which of Keycloak's own clients the condition leaves out. */
class ClassificationConditionTest {

    private static final String DEFAULTS = "basic acr profile roles web-origins email";
    private static final String OPTIONALS = "address phone offline_access organization microprofile-jwt";

    private static Map<String, Object> keycloaks(String clientId) {
        Map<String, Object> client = new HashMap<>();
        client.put("getClientId", clientId);
        client.put("getRootUrl", clientId.equals("account-console") ? "${authBaseUrl}" : null);
        client.put("getRedirectUris", Set.of("/realms/clinic/account/*"));
        client.put("isPublicClient", !clientId.equals("broker") && !clientId.equals("realm-management"));
        client.put("isBearerOnly", client.get("isPublicClient").equals(false));
        client.put("isServiceAccountsEnabled", false);
        client.put("true", DEFAULTS);
        client.put("false", OPTIONALS);
        client.put("roles", "");
        return client;
    }

    private static <T> T stub(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                ClassificationConditionTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getClientScopes" ->
                        names(values.get(arguments[0].toString())).collect(Collectors.toMap(name -> name, name -> ""));
                    case "getRolesStream" ->
                        names(values.get("roles")).map(name -> stub(RoleModel.class, Map.of("getName", name)));
                    case "getAttribute" -> values.get(arguments[0].toString());
                    default -> values.get(method.getName());
                }));
    }

    private static Stream<String> names(Object list) {
        return Stream.of(list.toString().split(" ")).filter(name -> !name.isEmpty());
    }

    private static ClientPolicyVote vote(Map<String, Object> client, boolean isNegated, Map<String, Object> settings)
            throws ClientPolicyException {
        ClientPolicyConditionConfigurationRepresentation configuration =
                new ClientPolicyConditionConfigurationRepresentation();
        configuration.setNegativeLogic(isNegated);
        settings.forEach(configuration::setConfigAsMap);
        ClassificationCondition condition = new ClassificationCondition(null);
        condition.setupConfiguration(configuration);
        ClientPolicyVote vote = condition.applyPolicy(new ClientModelContext() {
            @Override
            public ClientModel getClient() {
                return stub(ClientModel.class, client);
            }

            @Override
            public ClientPolicyEvent getEvent() {
                return ClientPolicyEvent.AUTHORIZATION_REQUEST;
            }
        });
        // As Keycloak does.
        return !isNegated
                ? vote
                : switch (vote) {
                    case YES -> ClientPolicyVote.NO;
                    case NO -> ClientPolicyVote.YES;
                    case ABSTAIN -> vote;
                };
    }

    @ParameterizedTest
    @CsvSource({
        "account, false",
        "account-console, false",
        "admin-cli, false",
        "broker, false",
        "realm-management, false",
        "security-admin-console, false",
        "account, true",
        "account-console, true",
        "admin-cli, true",
        "broker, true",
        "realm-management, true",
        "security-admin-console, true"
    })
    @DisplayName("NZ-70: no policy takes Keycloak's own clients, nor one that is negated, whatever else it asks for")
    void keycloaks(String clientId, boolean isNegated) throws ClientPolicyException {
        for (boolean unclassified : new boolean[] {true, false}) {
            assertThat(vote(
                            keycloaks(clientId),
                            isNegated,
                            Map.of("classification", "PUBLIC", "unclassified", unclassified)))
                    .isEqualTo(ClientPolicyVote.NO);
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("getClientId", "portal"),
                arguments("getClientId", "admin-permissions"),
                arguments("getRootUrl", "https://app.example.org"),
                arguments("getRedirectUris", Set.of("/realms/*", "https://app.example.org/callback")),
                arguments("getRedirectUris", Set.of("//app.example.org/callback")),
                arguments("isPublicClient", false),
                arguments("isServiceAccountsEnabled", true),
                arguments("oauth2.device.authorization.grant.enabled", "true"),
                arguments("roles", "nz-public"),
                arguments("true", DEFAULTS + " patient/*.rs"),
                arguments("false", OPTIONALS + " user/*.rs"),
                arguments("false", OPTIONALS + " launch"),
                arguments("true", DEFAULTS + " ITI-68"),
                arguments("false", OPTIONALS + " hip.read"),
                arguments("false", OPTIONALS + " Phone"),
                arguments("false", "service_account"),
                arguments("false", "delegation"),
                arguments("false", "fhirUser"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("NZ-25, NZ-26, NZ-70: one that isn't as Keycloak made it is a client without a class")
    void changed(String member, Object value) throws ClientPolicyException {
        Map<String, Object> client = keycloaks("admin-cli");
        client.put(member, value);
        Map<String, Object> settings = Map.of("classification", "PUBLIC", "unclassified", true);
        assertThat(vote(client, false, settings)).isEqualTo(ClientPolicyVote.YES);
        assertThat(vote(client, true, settings)).isEqualTo(ClientPolicyVote.NO);
    }

    @Test
    @DisplayName("NZ-70: a negated policy takes the others without a class, and those of another class")
    void negated() throws ClientPolicyException {
        Map<String, Object> client = keycloaks("portal");
        assertThat(vote(client, true, Map.of("classification", "PUBLIC"))).isEqualTo(ClientPolicyVote.YES);
        client.put("roles", "reader nz-sensitive");
        assertThat(vote(client, true, Map.of("classification", "PUBLIC"))).isEqualTo(ClientPolicyVote.YES);
        assertThat(vote(client, true, Map.of("classification", "SENSITIVE"))).isEqualTo(ClientPolicyVote.NO);
    }
}
