/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.keycloak.OAuthErrorException;
import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.mappers.AddressMapper;
import org.keycloak.protocol.oidc.mappers.FullNameMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.UserAttributeMapper;
import org.keycloak.protocol.oidc.mappers.UserPropertyMapper;
import org.keycloak.protocol.oidc.mappers.UserSessionNoteMapper;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.managers.AuthenticationManager;

import org.smartpack.keycloak.fhir.FhirUser;

/**
 * NZ-14: a token that somebody could read has no personal data. Keycloak can't encrypt access tokens, so no mapper
 * writes what is known of the user there. An ID token may have it if it is encrypted, {@code fhirUser} included.
 * Userinfo and introspection may always. What SMART itself has in access tokens are references: the patient's logical
 * id, which the FHIR server decides by.
 */
final class PersonalData implements Rule {

    /** Mappers of what Keycloak knows of a user. */
    private static final Set<String> PERSONAL = Set.of(
            UserAttributeMapper.PROVIDER_ID,
            UserPropertyMapper.PROVIDER_ID,
            FullNameMapper.PROVIDER_ID,
            AddressMapper.PROVIDER_ID);

    /**
     * What a login notes of itself and of the client, as Keycloak's own client scopes write it. Other notes may hold
     * what an identity provider said of the user.
     */
    private static final Set<String> HARMLESS_NOTES = Set.of(
            AuthenticationManager.AUTH_TIME,
            ServiceAccountConstants.CLIENT_ID,
            ServiceAccountConstants.CLIENT_HOST,
            ServiceAccountConstants.CLIENT_ADDRESS);

    private final BooleanSupplier tokensNameUsers;

    /** @param tokensNameUsers whether the realm's profile says in access tokens who the user is */
    PersonalData(BooleanSupplier tokensNameUsers) {
        this.tokensNameUsers = tokensNameUsers;
    }

    @Override
    public Optional<String> fault(ClientModel client) {
        if (Flows.haveUsers(client) && tokensNameUsers.getAsBoolean()) {
            return Optional.of("NZ-14: in this realm every access token says who the user is, which anybody can read:"
                    + " a SENSITIVE client with users needs another realm");
        }
        return Stream.<ProtocolMapperContainerModel>concat(
                        Stream.of(client),
                        Stream.concat(
                                client.getClientScopes(true).values().stream(),
                                client.getClientScopes(false).values().stream()))
                .flatMap(owner -> owner.getProtocolMappersStream()
                        .filter(PersonalData::isPersonal)
                        .flatMap(mapper -> fault(client, owner, mapper).stream()))
                .sorted()
                .findFirst();
    }

    private static boolean isPersonal(ProtocolMapperModel mapper) {
        return PERSONAL.contains(mapper.getProtocolMapper())
                || UserSessionNoteMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())
                        && !HARMLESS_NOTES.contains(note(mapper));
    }

    private static String note(ProtocolMapperModel mapper) {
        return Optional.ofNullable(mapper.getConfig())
                .map(config -> config.get(ProtocolMapperUtils.USER_SESSION_NOTE))
                .orElse("");
    }

    private static Optional<String> fault(
            ClientModel client, ProtocolMapperContainerModel owner, ProtocolMapperModel mapper) {
        String name = "the mapper " + mapper.getName()
                + (owner instanceof ClientScopeModel scope && owner != client
                        ? " of the client scope " + scope.getName()
                        : "");
        if (isIn(mapper, OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN)) {
            return Optional.of("NZ-14: " + name + " writes personal data into access tokens, which anybody can read:"
                    + " switch Add to access token off, or take the scope away");
        }
        return isIn(mapper, OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN) && !isEncrypted(client)
                ? Optional.of("NZ-14: " + name + " writes personal data into ID tokens that aren't encrypted: choose an"
                        + " ID token encryption algorithm, or switch Add to ID token off")
                : Optional.empty();
    }

    private static boolean isIn(ProtocolMapperModel mapper, String token) {
        return mapper.getConfig() != null
                && Boolean.parseBoolean(mapper.getConfig().get(token));
    }

    private static boolean isEncrypted(ClientModel client) {
        String algorithm = client.getAttribute(OIDCConfigAttributes.ID_TOKEN_ENCRYPTED_RESPONSE_ALG);
        return algorithm != null && !algorithm.isBlank();
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        Optional<String> scope = RequestedScope.of(context);
        if (scope.isPresent() && List.of(scope.get().split(" ")).contains(FhirUser.ATTRIBUTE) && !isEncrypted(client)) {
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_SCOPE,
                    "NZ-14: fhirUser is given only in encrypted ID tokens, and the client has no encryption key");
        }
    }
}
