/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RoleModel;

/**
 * A FHIR server that the realm issues tokens for: a client with the mapper "FHIR server".
 *
 * @param client the client that stands for it
 * @param baseUrl its base URL, without a slash at the end
 * @param address the URL at which Keycloak itself reaches it, without a slash at the end; usually the base URL
 * @param ownName Keycloak's name in its own requests to this server; in a Koppeltaal domain the id of its
 *     {@code Device}
 * @param clientRequired whether a launch context must name the app that may redeem it
 * @param userRequired whether a launch context must name the user who may redeem it
 * @param reusableContexts whether a launch context may be redeemed more than once
 * @param unsolicitedContext whether apps get {@code fhirContext} items of resource types that they didn't request
 * @param shownScopes limits the SMART scopes that introspection shows it (INTRO-7); empty for no limit
 */
public record FhirServer(
        ClientModel client,
        String baseUrl,
        String address,
        String ownName,
        boolean clientRequired,
        boolean userRequired,
        boolean reusableContexts,
        boolean unsolicitedContext,
        List<String> shownScopes) {

    /** The role of its client that lets a caller register launch contexts for it. */
    public static final String LAUNCH_CONTEXT_ISSUER = "launch-context-issuer";

    /** The role of its client that lets a caller introspect tokens for this server. */
    public static final String INTROSPECT = "introspect";

    /** The role of its client that lets a caller introspect every token of the realm. */
    public static final String INTROSPECT_ANY = "introspect-any";

    /** The roles of its client. */
    public static final List<String> ROLES = List.of(LAUNCH_CONTEXT_ISSUER, INTROSPECT, INTROSPECT_ANY);

    /** The scope that lets a client introspect every token of the realm with its own token (INTRO-25). */
    public static final String INTROSPECT_SCOPE = "__introspect";

    /** The FHIR server that a client with these mapper settings stands for; empty without a valid base URL. */
    static Optional<FhirServer> of(ClientModel client, Map<String, String> config) {
        return BaseUrl.parse(config.getOrDefault(FhirServerMapper.BASE_URL, ""))
                .map(base -> new FhirServer(
                        client,
                        base,
                        BaseUrl.parse(config.getOrDefault(FhirServerMapper.ADDRESS, ""))
                                .orElse(base),
                        ownName(config),
                        Boolean.parseBoolean(config.get(FhirServerMapper.CLIENT_REQUIRED)),
                        Boolean.parseBoolean(config.get(FhirServerMapper.USER_REQUIRED)),
                        Boolean.parseBoolean(config.get(FhirServerMapper.REUSABLE)),
                        !"false".equals(config.get(FhirServerMapper.UNSOLICITED)),
                        values(config.get(FhirServerMapper.SHOWN_SCOPES))));
    }

    /** The values of a multivalued setting. */
    public static List<String> values(String setting) {
        return setting == null
                ? List.of()
                : Arrays.stream(setting.split(Constants.CFG_DELIMITER))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }

    private static String ownName(Map<String, String> config) {
        String name = config.getOrDefault(FhirServerMapper.OWN_NAME, "").strip();
        return FhirReference.isId(name) ? name : FhirServerMapper.DEFAULT_NAME;
    }

    /** The role {@value #LAUNCH_CONTEXT_ISSUER}, which saving the mapper in the console creates. */
    public Optional<RoleModel> launchContextIssuer() {
        return role(LAUNCH_CONTEXT_ISSUER);
    }

    /** A role of its client. */
    public Optional<RoleModel> role(String name) {
        return Optional.ofNullable(client.getRole(name));
    }

    /** Whether an audience names this server, by client id or base URL. */
    public boolean isNamedIn(Collection<String> audience) {
        for (String name : audience) {
            if (name.equals(client.getClientId()) || isAt(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a URL names this server: it is identical except for one slash at the end (SMART-AUTHZ-1). */
    public boolean isAt(String url) {
        return baseUrl.equals(BaseUrl.withoutSlash(url));
    }
}
