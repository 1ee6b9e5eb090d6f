/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.setup;

import java.util.List;
import java.util.Map;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.iua.claims.UserAttributes;
import org.smartpack.keycloak.iua.realm.IuaRealmMapper;
import org.smartpack.keycloak.setup.MapperSetup;
import org.smartpack.keycloak.setup.Part;

/** The user attributes of an IUA realm, which the mapper "IHE IUA realm" creates. */
@AutoService(MapperSetup.class)
public final class IuaSetup implements MapperSetup {

    @Override
    public String mapper() {
        return IuaRealmMapper.PROVIDER_ID;
    }

    @Override
    public String title() {
        return IuaRealmMapper.TITLE;
    }

    @Override
    public String verb() {
        return "created";
    }

    @Override
    public List<Part> parts() {
        return List.of(new UserAttributes());
    }

    @Override
    public boolean isWanted(Part part, Map<String, String> config) {
        return true;
    }
}
