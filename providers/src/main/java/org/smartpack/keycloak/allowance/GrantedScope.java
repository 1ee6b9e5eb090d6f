/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.rar.AuthorizationDetails;
import org.keycloak.rar.AuthorizationRequestSource;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

import org.smartpack.keycloak.allowance.text.ScopeText;
import org.smartpack.keycloak.scope.Scope;

/**
 * What was granted under one or more allowances, as Keycloak needs it: a client scope with the id, mappers and roles of
 * the allowance and the name of what was granted. This name appears in the token, the response, the refresh token and
 * the recorded consent.
 */
final class GrantedScope extends SameScope {

    /** The width of the consent table's PARAMETER column. */
    private static final int CONSENT_KEY_LIMIT = 255;

    /** The characters of a longer scope that are kept before its hash. */
    private static final int KEPT = 180;

    private static final Pattern SHORTENED = Pattern.compile(".{" + KEPT + "}~[0-9a-f]{64}", Pattern.DOTALL);

    private final List<ClientScopeModel> allowances;
    private final String name;
    private final KeycloakSession session;

    private GrantedScope(KeycloakSession session, List<ClientScopeModel> allowances, String name) {
        super(allowances.get(0), name);
        this.session = session;
        this.allowances = allowances;
        this.name = name;
    }

    /**
     * @param allowances the allowances that together cover the scope; consent is recorded for the first
     * @param name the scope as it is written in tokens
     * @param consented the scope that the user agreed to when the grant was made: {@code name} itself, except where a
     *     refresh narrows the scope for a while
     */
    static AuthorizationDetails details(
            KeycloakSession session, List<ClientScopeModel> allowances, String name, String consented) {
        GrantedScope scope = new GrantedScope(session, allowances, name);
        AuthorizationDetailsJSONRepresentation json = new AuthorizationDetailsJSONRepresentation();
        json.setCustomData("access", List.of(name));
        json.setType(AuthorizationDetailsJSONRepresentation.STATIC_SCOPE_RAR_TYPE);
        if (scope.isParameterizedScope()) {
            json.setType(AuthorizationDetailsJSONRepresentation.PARAMETERIZED_SCOPE_RAR_TYPE);
            json.setCustomData("scope_parameter", consentKey(consented));
        }
        return new AuthorizationDetails(scope, AuthorizationRequestSource.SCOPE, json);
    }

    /** The scope itself or, if it is too long for the consent table, its beginning and a hash. */
    static String consentKey(String scope) {
        if (scope.length() <= CONSENT_KEY_LIMIT) {
            return scope;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(scope.getBytes(StandardCharsets.UTF_8));
            return scope.substring(0, KEPT) + "~" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether a consent key may be the beginning of a scope and a hash. */
    static boolean isShortened(String consentKey) {
        return SHORTENED.matcher(consentKey).matches();
    }

    /** The console creates scopes with this switched off, which would hide them from the response (SMART-SCOPE-61). */
    @Override
    public boolean isIncludeInTokenScope() {
        return true;
    }

    /** The user agrees to what is granted, not to the allowance. Asked for only where the text is shown. */
    @Override
    public String getConsentScreenText() {
        return ScopeText.of(session).sentence(Scope.parse(name));
    }

    @Override
    public Stream<ProtocolMapperModel> getProtocolMappersStream() {
        return allowances.stream().flatMap(ClientScopeModel::getProtocolMappersStream);
    }

    @Override
    public ProtocolMapperModel getProtocolMapperById(String id) {
        return allowances.stream()
                .map(allowance -> allowance.getProtocolMapperById(id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Stream<RoleModel> getScopeMappingsStream() {
        return allowances.stream()
                .flatMap(ClientScopeModel::getScopeMappingsStream)
                .distinct();
    }
}
