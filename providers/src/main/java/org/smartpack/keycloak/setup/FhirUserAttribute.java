/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.keycloak.component.ComponentModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileConstants;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.validate.validators.LengthValidator;
import org.keycloak.validate.validators.PatternValidator;

import org.smartpack.keycloak.fhir.FhirUser;

/**
 * The user attribute {@code fhirUser}, which only administrators see and edit. The rest of the user profile stays as it
 * is, including whether users may write attributes that it doesn't declare. If they may, {@code fhirUser} is ignored
 * ({@link org.smartpack.keycloak.fhir.FhirUsers}).
 */
final class FhirUserAttribute implements Part {

    private static final String TYPE = UserProfileProvider.class.getName();

    @Override
    public List<Change> complete(SavedMapper saved) {
        UserProfileProvider provider = saved.session().getProvider(UserProfileProvider.class);
        UPConfig profile = provider.getConfiguration();
        boolean isDeclared = profile.getAttributes().stream()
                .anyMatch(attribute -> FhirUser.ATTRIBUTE.equalsIgnoreCase(attribute.getName()));
        if (isDeclared) {
            return List.of();
        }
        profile.addOrReplaceAttribute(declaration());
        addComponent(saved.session(), saved.realm());
        provider.setConfiguration(profile);
        return List.of(new Change(
                ResourceType.USER_PROFILE,
                OperationType.UPDATE,
                "users/profile",
                profile,
                "user attribute " + FhirUser.ATTRIBUTE));
    }

    private static UPAttribute declaration() {
        Set<String> admins = Set.of(UserProfileConstants.ROLE_ADMIN);
        UPAttribute attribute = new UPAttribute(FhirUser.ATTRIBUTE, new UPAttributePermissions(admins, admins));
        attribute.setDisplayName("Person at the FHIR server (fhirUser)");
        attribute.setAnnotations(Map.of(
                "inputHelperTextBefore", "For instance Practitioner/prac-1, or the full address at the FHIR server"));
        attribute.setValidations(Map.of(
                LengthValidator.ID,
                Map.of(LengthValidator.KEY_MAX, FhirUser.MAX_LENGTH),
                PatternValidator.ID,
                Map.of(
                        PatternValidator.CFG_PATTERN,
                        FhirUser.PATTERN,
                        PatternValidator.CFG_ERROR_MESSAGE,
                        "Not a reference to a patient, practitioner, practitioner role, related person or person")));
        return attribute;
    }

    /**
     * Keycloak stores the profile in a component that it creates at the first change, with a random id. With a fixed
     * one, two nodes can't create two profiles.
     */
    private static void addComponent(KeycloakSession session, RealmModel realm) {
        if (realm.getComponentsStream(realm.getId(), TYPE).findAny().isPresent()) {
            return;
        }
        ComponentModel profile = new ComponentModel();
        profile.setId(UUID.nameUUIDFromBytes((realm.getId() + "/" + TYPE).getBytes(StandardCharsets.UTF_8))
                .toString());
        profile.setParentId(realm.getId());
        profile.setProviderType(TYPE);
        profile.setProviderId(session.getKeycloakSessionFactory()
                .getProviderFactory(UserProfileProvider.class)
                .getId());
        realm.addComponentModel(profile);
    }
}
