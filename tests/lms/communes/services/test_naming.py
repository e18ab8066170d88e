from lms.communes.models import Unit
from lms.communes.services import address_of


def test_an_address_goes_up_to_the_province(hamlet):
    assert address_of(hamlet) == "Xóm Mẫu, xã Vân Sơn, tỉnh Phú Thọ"


def test_an_old_address_keeps_its_district(unit):
    old = unit("xã Ngổ Luông", old=True)

    assert address_of(old) == "Xã Ngổ Luông, huyện Tân Lạc, tỉnh Hòa Bình"


def test_a_province_is_its_own_address(unit):
    assert address_of(unit("tỉnh Phú Thọ")) == "Tỉnh Phú Thọ"


def test_an_address_read_with_its_unit_costs_no_query(
    hamlet, django_assert_num_queries
):
    read = Unit.objects.with_address().get(pk=hamlet.pk)

    with django_assert_num_queries(0):
        address_of(read)
