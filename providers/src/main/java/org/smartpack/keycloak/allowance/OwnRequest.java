/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.keycloak.common.Profile;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Restriction;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;

/** The {@code scope} parameter of a client whose rights come from a profile, see {@link AllowanceSource}. */
public final class OwnRequest {

    /** A request for everything. */
    private static final String EVERYTHING = "*";

    private OwnRequest() {}

    /**
     * The part of the parameter that counts; empty if the client gets all of its rights, for instance by requesting
     * {@code *}. Names that aren't SMART scopes are never among the rights and don't count.
     *
     * @param parameter the parameter as it was sent; blank if there was none
     * @throws Refusal {@code unauthorized_client} if the profile refuses the client, {@code invalid_scope} if nothing
     *     in the request can be among the rights, {@code temporarily_unavailable} without the server feature
     *     {@code parameterized-scopes}
     */
    public static Optional<String> read(AllowanceSource.OwnRights rights, String parameter) throws Refusal {
        if (!Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES)) {
            throw Refusal.because(
                    OAuthError.TEMPORARILY_UNAVAILABLE,
                    "the scopes of this client need the server feature parameterized-scopes");
        }
        if (rights.refusal().isPresent()) {
            throw Refusal.because(
                    OAuthError.UNAUTHORIZED_CLIENT, rights.refusal().get());
        }
        List<String> names = ScopeParameter.split(parameter);
        if (!rights.narrowing() || names.isEmpty() || names.contains(EVERYTHING)) {
            return Optional.empty();
        }
        RequestedScopes request = RequestedScopes.of(ScopeParameter.join(
                names.stream().map(OwnRequest::withoutTemplate).toList()));
        List<String> counting = new ArrayList<>();
        request.resources().stream().map(ResourceScope::canonical).distinct().forEach(counting::add);
        request.launches().forEach(launch -> counting.add(launch.spelling()));
        request.malformed().forEach(malformed -> counting.add(malformed.spelling()));
        if (counting.isEmpty()) {
            throw Refusal.because(OAuthError.INVALID_SCOPE, "the client has no right to any of the requested scopes");
        }
        return Optional.of(ScopeParameter.join(counting));
    }

    /** Discovery lists {@code system/*.cruds?resource-origin=} as a template: the origin may be anything. */
    private static String withoutTemplate(String name) {
        return Scope.parseAllowance(name) instanceof ResourceScope scope
                        && !scope.restrictions().isEmpty()
                        && scope.restrictions().stream().allMatch(Restriction::isAnyValue)
                ? name.substring(0, name.indexOf('?'))
                : name;
    }
}
