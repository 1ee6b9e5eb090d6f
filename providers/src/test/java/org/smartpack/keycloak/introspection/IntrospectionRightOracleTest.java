/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.fhir.FhirServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The right to introspect, held against the same rules written down as sets, for callers and realms at random. */
class IntrospectionRightOracleTest {

    private static final int CASES = 20_000;
    private static final List<String> ROLES = List.of(FhirServer.INTROSPECT, FhirServer.INTROSPECT_ANY);

    private final Random random = new Random(20_260_701);

    /** The rules, all worked out at once. */
    private record Expected(Set<FhirServer> servers, boolean any, boolean own, boolean isMisnamed, ClientModel client) {

        boolean covers(String holder, String... audience) {
            boolean isIn = audience != null && Arrays.asList(audience).contains(client.getClientId());
            return any
                    || own && (client.getClientId().equals(holder) || isIn && !isMisnamed)
                    || servers.stream().anyMatch(server -> isFor(server, audience));
        }

        List<FhirServer> askers(String... audience) {
            return servers.stream()
                    .filter(server -> isFor(server, audience))
                    .filter(server -> !any || server.client() == client)
                    .toList();
        }
    }

    private static boolean isFor(FhirServer server, String... audience) {
        return audience != null
                && Arrays.stream(audience)
                        .anyMatch(name -> name.equals(server.client().getClientId())
                                || name.equals(server.baseUrl())
                                || name.equals(server.baseUrl() + "/"));
    }

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> switch (method.getName()) {
                    case "equals" -> self == args[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> answers.invoke(self, method, args);
                }));
    }

    private static RoleModel role(String name) {
        return model(RoleModel.class, (self, method, args) -> name);
    }

    private ClientModel client(String clientId) {
        boolean isEnabled = random.nextInt(4) > 0;
        boolean hasAccount = random.nextInt(4) > 0;
        List<RoleModel> roles = List.of(role(ROLES.get(0)), role(ROLES.get(1)));
        boolean[] exist = {random.nextInt(5) > 0, random.nextInt(5) > 0};
        return model(ClientModel.class, (self, method, args) -> switch (method.getName()) {
            case "getId" -> "id of " + clientId;
            case "getClientId" -> clientId;
            case "isEnabled" -> isEnabled;
            case "isServiceAccountsEnabled" -> hasAccount;
            case "getRole" -> exist[ROLES.indexOf(args[0])] ? roles.get(ROLES.indexOf(args[0])) : null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static String base(int number) {
        return "https://fhir" + number + ".example.org";
    }

    private static FhirServer server(int number, ClientModel client) {
        return new FhirServer(client, base(number), base(number), "keycloak", false, false, false, true, List.of());
    }

    private <T> Set<T> some(List<T> of, int oneIn) {
        Set<T> some = new LinkedHashSet<>();
        of.stream().filter(one -> random.nextInt(oneIn) == 0).forEach(some::add);
        return some;
    }

    private static KeycloakSession session(UserModel account) {
        UserProvider users = model(UserProvider.class, (self, method, args) -> account);
        return model(KeycloakSession.class, (self, method, args) -> users);
    }

    private void compareOne() {
        List<FhirServer> known = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            known.add(server(i, client("server" + i)));
        }
        ClientModel client = !known.isEmpty() && random.nextBoolean()
                ? known.get(random.nextInt(known.size())).client()
                : client(random.nextInt(3) == 0 ? base(1) : "portal");
        List<RoleModel> roles = new ArrayList<>();
        known.forEach(server -> ROLES.forEach(role -> server.role(role).ifPresent(roles::add)));
        Set<RoleModel> has = some(roles, 3);
        boolean isAccountEnabled = random.nextInt(5) > 0;
        UserModel account = random.nextInt(5) == 0
                ? null
                : model(
                        UserModel.class,
                        (self, method, args) ->
                                method.getName().equals("isEnabled") ? isAccountEnabled : has.contains(args[0]));
        boolean isToken = random.nextBoolean();
        List<FhirServer> named = isToken ? List.copyOf(some(known, 2)) : List.of();
        Set<String> scopes =
                isToken && random.nextInt(3) == 0 ? Set.of(FhirServer.INTROSPECT_SCOPE, "openid") : Set.of("openid");
        boolean own = random.nextBoolean();
        Caller caller = new Caller(client, isToken ? Optional.of(Set.of()) : Optional.empty(), scopes);

        Expected expected = expected(
                caller,
                known,
                named,
                account != null && isAccountEnabled && client.isServiceAccountsEnabled() ? has : Set.of(),
                own);
        IntrospectionRight right = IntrospectionRight.read(
                caller,
                named,
                known,
                session(account),
                Optional.of(model(IntrospectionRules.class, (self, method, args) -> own)));

        assertThat(right.isResourceServer())
                .isEqualTo(expected.any() || !expected.servers().isEmpty());
        assertThat(right.isMisnamed()).isEqualTo(expected.isMisnamed());
        List<String> audiences = new ArrayList<>(List.of("portal", "other", base(1), base(2) + "/", base(3)));
        known.forEach(server -> audiences.add(server.client().getClientId()));
        for (int i = 0; i < 4; i++) {
            String[] audience = i == 0 ? null : some(audiences, i).toArray(String[]::new);
            String holder = random.nextBoolean() ? client.getClientId() : "other";
            assertThat(right.covers(holder, audience)).isEqualTo(expected.covers(holder, audience));
            assertThat(right.askers(audience)).containsExactlyInAnyOrderElementsOf(expected.askers(audience));
        }
    }

    private static Expected expected(
            Caller caller, List<FhirServer> known, List<FhirServer> named, Set<RoleModel> roles, boolean own) {
        Set<FhirServer> meant = new LinkedHashSet<>(named.isEmpty() ? known : named);
        meant.removeIf(server -> !server.client().isEnabled());
        Set<FhirServer> asked = new HashSet<>();
        boolean isAskedAny = caller.scopes().contains(FhirServer.INTROSPECT_SCOPE);
        for (FhirServer server : meant) {
            isAskedAny |= server.role(FhirServer.INTROSPECT_ANY)
                    .filter(roles::contains)
                    .isPresent();
            if (server.client() == caller.client()
                    || server.role(FhirServer.INTROSPECT)
                            .filter(roles::contains)
                            .isPresent()) {
                asked.add(server);
            }
        }
        boolean isFree = named.isEmpty() || named.size() == 1 && named.get(0).client() == caller.client();
        boolean isMisnamed = known.stream()
                .anyMatch(server -> server.client() != caller.client()
                        && server.baseUrl().equals(caller.client().getClientId()));
        return new Expected(isAskedAny ? meant : asked, isAskedAny && isFree, own, isMisnamed, caller.client());
    }

    @Test
    @DisplayName(
            "INTRO-7, INTRO-25, attack 43: who may ask about what, for any roles, scopes, names and disabled servers")
    void random() {
        for (int i = 0; i < CASES; i++) {
            compareOne();
        }
    }
}
