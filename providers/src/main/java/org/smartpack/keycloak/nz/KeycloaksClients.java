/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.OAuth2DeviceConfig;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

import org.smartpack.keycloak.check.CheckedClient;

/**
 * The clients of Keycloak itself, which no class fits. Anybody who may register clients can choose such a name if the
 * realm lacks the client, and whoever manages clients can change one. So the name alone exempts nobody: the client must
 * be as Keycloak makes it, as far as medical data could be got with it.
 */
public final class KeycloaksClients {

    /** Those that Keycloak makes in every realm. */
    private static final Set<String> NAMES = Set.of(
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
            Constants.ACCOUNT_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CLI_CLIENT_ID,
            Constants.ADMIN_CONSOLE_CLIENT_ID,
            Constants.BROKER_SERVICE_CLIENT_ID,
            Constants.REALM_MANAGEMENT_CLIENT_ID);

    private static final Set<String> ROOTS = Set.of("", Constants.AUTH_BASE_URL_PROP, Constants.AUTH_ADMIN_URL_PROP);

    /**
     * The client scopes that Keycloak gives its clients in a new realm: those that {@link OIDCLoginProtocolFactory} and
     * {@code DefaultClientScopes} add to the realm's default ones. {@code service_account} isn't among them, as
     * Keycloak gives it to clients with a service account only, nor {@code delegation}, which it gives to none. No API
     * has a reason to give medical data for one of these names.
     */
    private static final Set<String> SCOPES = Set.of(
            OIDCLoginProtocolFactory.ACR_SCOPE,
            OIDCLoginProtocolFactory.BASIC_SCOPE,
            OIDCLoginProtocolFactory.MICROPROFILE_JWT_SCOPE,
            OIDCLoginProtocolFactory.ROLES_SCOPE,
            OIDCLoginProtocolFactory.WEB_ORIGINS_SCOPE,
            OAuth2Constants.OFFLINE_ACCESS,
            OAuth2Constants.ORGANIZATION,
            OAuth2Constants.SCOPE_ADDRESS,
            OAuth2Constants.SCOPE_EMAIL,
            OAuth2Constants.SCOPE_PHONE,
            OAuth2Constants.SCOPE_PROFILE);

    private KeycloaksClients() {}

    /** What counts of a client. */
    private record Settings(
            Set<String> roles,
            String rootUrl,
            Set<String> redirectUris,
            boolean isConfidential,
            boolean hasServiceAccount,
            String deviceFlow,
            Set<String> scopes) {

        private static Settings of(ClientModel client) {
            Set<String> scopes = new TreeSet<>(client.getClientScopes(true).keySet());
            scopes.addAll(client.getClientScopes(false).keySet());
            return new Settings(
                    client.getRolesStream().map(RoleModel::getName).collect(Collectors.toSet()),
                    client.getRootUrl(),
                    client.getRedirectUris(),
                    !client.isPublicClient() && !client.isBearerOnly(),
                    client.isServiceAccountsEnabled(),
                    client.getAttribute(OAuth2DeviceConfig.OAUTH2_DEVICE_AUTHORIZATION_GRANT_ENABLED),
                    scopes);
        }

        private static Settings of(CheckedClient client) {
            return new Settings(
                    client.roles(),
                    client.rootUrl(),
                    client.redirectUris(),
                    !client.isPublic() && !client.isBearerOnly(),
                    client.hasServiceAccount(),
                    client.attributes().get(OAuth2DeviceConfig.OAUTH2_DEVICE_AUTHORIZATION_GRANT_ENABLED),
                    client.assigned());
        }

        private boolean leadsToKeycloak() {
            return ROOTS.contains(rootUrl == null ? "" : rootUrl)
                    && redirectUris.stream().allMatch(Settings::isPath);
        }

        private static boolean isPath(String address) {
            return address.startsWith("/") && !address.startsWith("//");
        }

        private Optional<String> fault() {
            Optional<Classification> found = Classification.of(roles);
            if (found.isPresent()) {
                return Optional.of("it has the class " + found.get().id());
            }
            if (!leadsToKeycloak()) {
                return Optional.of("its root URL or a redirect URI isn't Keycloak's own");
            }
            if (isConfidential) {
                return Optional.of("Client authentication is on");
            }
            if (hasServiceAccount) {
                return Optional.of("Service account roles is on");
            }
            if (Boolean.parseBoolean(deviceFlow)) {
                return Optional.of("OAuth 2.0 Device Authorization Grant is on");
            }
            return scopes.stream()
                    .filter(Predicate.not(SCOPES::contains))
                    .findFirst()
                    .map(scope -> "it has the client scope " + scope + ", which Keycloak doesn't give it");
        }
    }

    /** Whether a client is one of Keycloak's own, and the rules leave it out. */
    static boolean include(ClientModel client) {
        return NAMES.contains(client.getClientId())
                && Settings.of(client).fault().isEmpty();
    }

    /** Why a client with the name of one of Keycloak's own isn't left out; empty if it is, and for any other client. */
    public static Optional<String> fault(CheckedClient client) {
        return NAMES.contains(client.clientId()) ? Settings.of(client).fault() : Optional.empty();
    }
}
