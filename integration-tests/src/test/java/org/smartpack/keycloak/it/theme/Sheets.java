/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.theme;

import java.net.URI;
import java.util.List;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.realm.Realm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What a page of Keycloak is painted with. */
final class Sheets {

    private Sheets() {}

    /** The addresses of a page's stylesheets, in the order of the page. */
    static List<String> of(Response page) {
        assertThat(page.statusCode()).isEqualTo(200);
        return page.htmlPath()
                .getList("**.findAll { it.name() == 'link' && it.@rel == 'stylesheet' }.@href", String.class);
    }

    /** The text at an address on Keycloak. */
    static String read(Realm realm, String address, String type) {
        Response file = given().get(URI.create(realm.url).resolve(address).toString());
        assertThat(file.statusCode()).as(address).isEqualTo(200);
        assertThat(file.contentType()).as(address).startsWith(type);
        return file.asString();
    }

    /** Asserts that all are there, on Keycloak itself. */
    static void assertServed(Realm realm, Response page) {
        assertThat(of(page)).isNotEmpty().allSatisfy(address -> {
            assertThat(address).startsWith("/resources/");
            assertThat(read(realm, address, "text/css")).isNotBlank();
        });
    }
}
