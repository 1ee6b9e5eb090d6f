/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.Arrays;
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
 * @param address where Keycloak itself reaches it, without a slash at the end; mostly the base URL
 * @param ownName who Keycloak is when it asks this server itself; in a Koppeltaal domain the id of its {@code Device}
 * @param clientRequired whether a launch context has to name the app that may redeem it
 * @param reusableContexts whether a launch context may be redeemed more than once
 * @param unsolicitedContext whether {@code fhirContext} is given to apps that didn't ask for that resource type
 * @param shownScopes what introspection shows it of a token's SMART scopes at most (INTRO-7); empty for all of them
 */
public record FhirServer(
        ClientModel client,
        String baseUrl,
        String address,
        String ownName,
        boolean clientRequired,
        boolean reusableContexts,
        boolean unsolicitedContext,
        List<String> shownScopes) {

    /** The role of its client that lets a caller register launch contexts for it. */
    public static final String LAUNCH_CONTEXT_ISSUER = "launch-context-issuer";

    /** The role of its client that lets a caller introspect tokens that are for it. */
    public static final String INTROSPECT = "introspect";

    /** The role of its client that lets a caller introspect every token of the realm. */
    public static final String INTROSPECT_ANY = "introspect-any";

    /** The scope that lets a client introspect every token of the realm with a token of its own (INTRO-25). */
    public static final String INTROSPECT_SCOPE = "__introspect";

    /** The FHIR server that a client stands for by these settings of its mapper. */
    static Optional<FhirServer> of(ClientModel client, Map<String, String> config) {
        return BaseUrl.parse(config.getOrDefault(FhirServerMapper.BASE_URL, ""))
                .map(base -> new FhirServer(
                        client,
                        base,
                        BaseUrl.parse(config.getOrDefault(FhirServerMapper.ADDRESS, ""))
                                .orElse(base),
                        ownName(config),
                        Boolean.parseBoolean(config.get(FhirServerMapper.CLIENT_REQUIRED)),
                        Boolean.parseBoolean(config.get(FhirServerMapper.REUSABLE)),
                        !"false".equals(config.get(FhirServerMapper.UNSOLICITED)),
                        values(config.get(FhirServerMapper.SHOWN_SCOPES))));
    }

    /** The values of a setting that can have several. */
    static List<String> values(String setting) {
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

    /** The role {@value #LAUNCH_CONTEXT_ISSUER}; saving the mapper in the console creates it. */
    public Optional<RoleModel> launchContextIssuer() {
        return role(LAUNCH_CONTEXT_ISSUER);
    }

    /** A role of its client. */
    public Optional<RoleModel> role(String name) {
        return Optional.ofNullable(client.getRole(name));
    }

    /** Whether a URL names this server: the same to the letter, but for one slash at the end (SMART-AUTHZ-1). */
    public boolean isAt(String url) {
        return baseUrl.equals(BaseUrl.withoutSlash(url));
    }
}
