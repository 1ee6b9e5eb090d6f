/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;

import org.smartpack.keycloak.fhir.SelfService;

/**
 * What administrators wrote about a user: attributes that users can't write themselves, and Keycloak's organizations.
 */
final class KnownUser {

    private final KeycloakSession session;
    private final UserModel user;
    private final UPConfig profile;

    KnownUser(KeycloakSession session, UserModel user) {
        this.session = session;
        this.user = user;
        this.profile = session.getProvider(UserProfileProvider.class).getConfiguration();
    }

    /** First and last name, as far as there are any. */
    Optional<String> name() {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    /** Whether users can write a part of their name themselves, so that it counts for nothing. */
    boolean canWriteName() {
        return SelfService.canWrite(profile, UserModel.FIRST_NAME)
                || SelfService.canWrite(profile, UserModel.LAST_NAME);
    }

    /** The values of the attribute. */
    List<String> values(Member member) {
        return user.getAttributeStream(member.attribute()).distinct().toList();
    }

    /** Whether users can write the attribute themselves, so that it counts for nothing. */
    boolean canWrite(Member member) {
        return SelfService.canWrite(profile, member.attribute());
    }

    /** The organization of Keycloak that the user is a member of; empty if there are several. */
    Optional<OrganizationModel> organization() {
        if (!Profile.isFeatureEnabled(Profile.Feature.ORGANIZATION)
                || !session.getContext().getRealm().isOrganizationsEnabled()) {
            return Optional.empty();
        }
        List<OrganizationModel> found = session.getProvider(OrganizationProvider.class)
                .getByMember(user)
                .filter(OrganizationModel::isEnabled)
                .limit(2)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
