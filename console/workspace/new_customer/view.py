"""The form for a customer who is not known yet; it stands where the customer will stand."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import labelled, link
from console.workspace.new_customer.state import NewCustomerState


def new_customer_form() -> rx.Component:
    wrong = NewCustomerState.wrong
    return rx.el.form(
        rx.el.h1(t("New customer"), style={"font-size": "15px", "font-weight": "600"}),
        rx.el.div(
            labelled("first_name", t("First name"), wrong=wrong.first_name, auto_focus=True, max_length=100),
            labelled("last_name", t("Last name"), wrong=wrong.last_name, max_length=100),
            class_name="form-pair",
        ),
        labelled("email", t("E-mail"), wrong=wrong.email, max_length=254),
        rx.el.div(
            labelled("phone", t("Phone"), wrong=wrong.phone, max_length=40, placeholder="+33 6 12 34 56 78"),
            _language(),
            class_name="form-pair",
        ),
        labelled("line1", t("Address"), wrong=wrong.line1, max_length=200),
        labelled("line2", t("Address, second line"), wrong=wrong.line2, max_length=200),
        rx.el.div(
            labelled("postal_code", t("Postal code"), wrong=wrong.postal_code, max_length=20),
            labelled("city", t("City"), wrong=wrong.city, max_length=100),
            class_name="form-pair",
        ),
        rx.el.div(
            labelled("region", t("State or county"), wrong=wrong.region, max_length=100),
            labelled("country", t("Country, two letters"), wrong=wrong.country, max_length=2, placeholder="FR"),
            class_name="form-pair",
        ),
        rx.cond(wrong.form != "", rx.el.p(wrong.form, class_name="wrong", role="alert")),
        rx.el.div(
            link(t("Cancel"), to="/", class_name="button", custom_attrs={"data-back": ""}),
            rx.el.button(t("Create customer"), class_name="button primary", type="submit"),
            class_name="form-foot",
        ),
        on_submit=NewCustomerState.create_customer,
        class_name="form",
        id="new-customer",
    )


def _language() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("Language"), html_for="field-language"),
        rx.el.select(
            rx.el.option("English", value="en"),
            rx.el.option("Français", value="fr"),
            id="field-language",
            name="language",
            class_name="field",
            default_value=NewCustomerState.language,
        ),
        class_name="labelled",
    )
