/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a client: with the code flow, a redirect URI and nothing else, unless a test says otherwise. */
public final class SampleClient {

    private final String clientId;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<CheckedMapper> mappers = new ArrayList<>();
    private boolean isEnabled = true;
    private boolean isPublic;
    private boolean isBearerOnly;
    private String rootUrl = "";
    private boolean hasCodeFlow = true;
    private boolean hasAssertedUsers;
    private boolean hasServiceAccount;
    private boolean lacksAccount;
    private boolean asksConsent;
    private String authenticator = "client-secret";
    private Set<String> redirectUris = Set.of("https://app.example.org/callback");
    private Set<String> defaults = Set.of();
    private Set<String> optionals = Set.of();
    private Set<String> roles = Set.of();
    private Set<String> serviceRoles = Set.of();

    public SampleClient(String clientId) {
        this.clientId = clientId;
    }

    public SampleClient disabled() {
        isEnabled = false;
        return this;
    }

    public SampleClient isPublic() {
        isPublic = true;
        return this;
    }

    public SampleClient bearerOnly() {
        isBearerOnly = true;
        return this;
    }

    public SampleClient rootUrl(String url) {
        rootUrl = url;
        return this;
    }

    public SampleClient withoutUsers() {
        hasCodeFlow = false;
        redirectUris = Set.of();
        return this;
    }

    public SampleClient serviceAccount() {
        hasServiceAccount = true;
        return this;
    }

    /** Has <i>Service account roles</i>, as after a partial import. */
    public SampleClient lacksAccount() {
        lacksAccount = true;
        return serviceAccount();
    }

    /** The JWT authorization grant gives it {@code user/} scopes. */
    public SampleClient assertedUsers() {
        hasAssertedUsers = true;
        return attribute("oauth2.jwt.authorization.grant.enabled", "true");
    }

    public SampleClient attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public SampleClient asksConsent() {
        asksConsent = true;
        return this;
    }

    public SampleClient redirects(String... uris) {
        redirectUris = Set.of(uris);
        return this;
    }

    public SampleClient with(String... scopes) {
        optionals = Set.of(scopes);
        return this;
    }

    public SampleClient withDefault(String... scopes) {
        defaults = Set.of(scopes);
        return this;
    }

    public SampleClient roles(Set<String> names) {
        roles = names;
        return this;
    }

    public SampleClient serviceRoles(String... names) {
        serviceRoles = Set.of(names);
        return this;
    }

    public SampleClient mapper(String type, boolean isApproved, Map<String, String> config) {
        mappers.add(new CheckedMapper(type, "FHIR server", true, isApproved, config));
        return this;
    }

    /** Has the mapper "IUA claims". */
    public SampleClient claims(Map<String, String> config) {
        mappers.add(new CheckedMapper("smart-iua-claims", "IUA claims", false, false, config));
        return this;
    }

    /** Has the mapper "SMART app", which says nothing of the realm. */
    public SampleClient smartApp() {
        mappers.add(new CheckedMapper("smart-app", "SMART app", false, false, Map.of()));
        return this;
    }

    /** Authenticates with "SMART signed JWT"; names and values of attributes alternate. */
    public SampleClient signs(String... pairs) {
        authenticator = "smart-jwt";
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(pairs[i], pairs[i + 1]);
        }
        return this;
    }

    public CheckedClient build() {
        return new CheckedClient(
                clientId,
                isEnabled,
                isPublic,
                isBearerOnly,
                hasCodeFlow,
                false,
                hasAssertedUsers,
                hasServiceAccount,
                lacksAccount,
                asksConsent,
                authenticator,
                attributes,
                rootUrl,
                redirectUris,
                defaults,
                optionals,
                mappers,
                roles,
                serviceRoles);
    }
}
