/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** Corrects Keycloak's metadata document where a SMART realm behaves differently. Absent members stay absent. */
final class TrueMetadata {

    private TrueMetadata() {}

    static void mend(OIDCConfigurationRepresentation metadata, RealmFacts realm) {
        UnaryOperator<List<String>> methods = TrueMetadata::distinct;
        if (realm.usesPack()) {
            methods = listed -> methods(listed, realm.clientAuthentication());
            algorithms(metadata, realm.clientAuthentication());
            // SMART-AUTHZ-4. Keycloak lists "plain" for every realm, whatever the realm enforces.
            mend(
                    metadata.getCodeChallengeMethodsSupported(),
                    metadata::setCodeChallengeMethodsSupported,
                    listed -> keep(listed, method -> !"plain".equals(method)));
            mend(metadata.getScopesSupported(), metadata::setScopesSupported, TrueMetadata::scopes);
        }
        mend(metadata.getTokenEndpointAuthMethodsSupported(), metadata::setTokenEndpointAuthMethodsSupported, methods);
        mend(
                metadata.getIntrospectionEndpointAuthMethodsSupported(),
                metadata::setIntrospectionEndpointAuthMethodsSupported,
                methods);
        mend(
                metadata.getRevocationEndpointAuthMethodsSupported(),
                metadata::setRevocationEndpointAuthMethodsSupported,
                methods);
    }

    /**
     * Keycloak lists the methods of every authenticator on the server, repeating shared ones. This keeps only those in
     * the realm's client authentication flow. Names that belong to no authenticator ({@code none}) stay.
     */
    private static List<String> methods(List<String> listed, ClientAuthentication realm) {
        return Stream.concat(
                        listed.stream(),
                        Stream.of(ClientAuthentication.PRIVATE_KEY_JWT).filter(realm::accepts))
                .filter(method -> !realm.refuses(method))
                .distinct()
                .toList();
    }

    /** Keycloak lists every algorithm that it could verify. This keeps only those of methods in the realm's flow. */
    private static void algorithms(OIDCConfigurationRepresentation metadata, ClientAuthentication realm) {
        UnaryOperator<List<String>> mend = listed -> keep(listed, realm::verifies);
        mend(
                metadata.getTokenEndpointAuthSigningAlgValuesSupported(),
                metadata::setTokenEndpointAuthSigningAlgValuesSupported,
                mend);
        mend(
                metadata.getIntrospectionEndpointAuthSigningAlgValuesSupported(),
                metadata::setIntrospectionEndpointAuthSigningAlgValuesSupported,
                mend);
        mend(
                metadata.getRevocationEndpointAuthSigningAlgValuesSupported(),
                metadata::setRevocationEndpointAuthSigningAlgValuesSupported,
                mend);
    }

    /** All scopes other than allowances as they were, followed by a few allowances that say most. */
    private static List<String> scopes(List<String> listed) {
        return Stream.concat(
                        listed.stream().filter(name -> !isAllowance(name)),
                        UsefulScopes.within(listed, EnumSet.allOf(Level.class)).stream())
                .toList();
    }

    /**
     * Also true for a malformed SMART scope, which could never be granted. Names that no scope can have at all don't
     * concern the pack.
     */
    private static boolean isAllowance(String name) {
        Scope scope = Scope.parseAllowance(name);
        return scope instanceof ResourceScope
                || scope instanceof MalformedScope malformed && malformed.reason() != MalformedScope.Reason.CHARACTER;
    }

    private static List<String> distinct(List<String> listed) {
        return List.copyOf(new LinkedHashSet<>(listed));
    }

    private static List<String> keep(List<String> listed, Predicate<String> condition) {
        return listed.stream().filter(condition).toList();
    }

    /** RFC 8414 section 3.2: a list without elements must be omitted. */
    private static void mend(List<String> listed, Consumer<List<String>> setter, UnaryOperator<List<String>> change) {
        Optional.ofNullable(listed).map(change).ifPresent(changed -> setter.accept(changed.isEmpty() ? null : changed));
    }
}
